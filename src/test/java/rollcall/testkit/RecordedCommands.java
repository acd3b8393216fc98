package rollcall.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.EraseResult;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportRequest;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.RetentionResult;
import rollcall.watch.FollowedGroup;
import rollcall.watch.WatchList;

/// Writes down what a person made Rollcall do, and answers as told.
public final class RecordedCommands implements Commands {
  /// What was done, in order, each as one line.
  public final List<String> done = new ArrayList<>();

  /// The settings that were applied, in order.
  public final List<Settings> applied = new ArrayList<>();

  /// The lists that were wished for, in order.
  public final List<WatchList> lists = new ArrayList<>();

  /// What there is to follow.
  public FollowAnswer followable = new FollowAnswer.Found(List.of());

  /// Who is in it.
  public Set<UserId> peopleIn = Set.of();

  /// The exports that were asked for.
  public final List<ExportRequest> exports = new ArrayList<>();

  /// What becomes of the next export.
  public ExportResult outcome = new ExportResult.Failed("Nothing was prepared.");

  /// How an export would look.
  public ExportPreview preview = new ExportPreview.Failed("Nothing was prepared.");

  /// Why the next file of authorities cannot be used.
  public Optional<String> distrust = Optional.empty();

  /// What becomes of the next token.
  public TokenAnswer answer = new TokenAnswer.Kept(TokenPlace.KEYCHAIN);

  @Override
  public CompletionStage<TokenAnswer> connect(String token) {
    done.add("connect " + token);
    return CompletableFuture.completedStage(answer);
  }

  @Override
  public void disconnect() {
    done.add("disconnect");
  }

  @Override
  public void reconnectNow() {
    done.add("reconnect");
  }

  @Override
  public void pause(boolean on) {
    done.add("pause " + on);
  }

  @Override
  public void prioritize(UserId person) {
    done.add("favour " + person);
  }

  @Override
  public void watch(WatchList list) {
    done.add("watch " + new TreeSet<>(list.people()));
    lists.add(list);
  }

  @Override
  public CompletionStage<FollowAnswer> followable(FollowedGroup.Kind kind) {
    done.add("followable " + kind);
    return CompletableFuture.completedStage(followable);
  }

  @Override
  public CompletionStage<FollowAnswer> peopleIn(FollowedGroup one, Set<UserId> known) {
    done.add("people in " + one.title());
    return CompletableFuture.completedStage(new FollowAnswer.Found(List.of(one.with(peopleIn))));
  }

  @Override
  public void apply(Settings settings, String proxyPassword) {
    applied.add(settings);
    done.add("apply, password " + proxyPassword);
  }

  @Override
  public CompletionStage<RetentionResult> setRetention(int days) {
    done.add("keep " + days);
    return CompletableFuture.completedStage(new RetentionResult.Kept(2));
  }

  @Override
  public CompletionStage<Optional<String>> trust(Path file) {
    done.add("trust " + file);
    return CompletableFuture.completedStage(distrust);
  }

  @Override
  public void loadPeople() {
    done.add("load people");
  }

  @Override
  public void preview(ExportRequest request, Consumer<ExportPreview> told) {
    told.accept(preview);
  }

  @Override
  public CompletionStage<ExportResult> export(ExportRequest request, Path file, boolean replace) {
    exports.add(request);
    done.add((replace ? "export over " : "export to ") + file.getFileName());
    return CompletableFuture.completedStage(outcome);
  }

  @Override
  public CompletionStage<ExportResult> copy(ExportRequest request) {
    exports.add(request);
    done.add("copy");
    return CompletableFuture.completedStage(outcome);
  }

  @Override
  public CompletionStage<EraseResult> erase(UserId person, boolean block) {
    done.add("erase " + person + (block ? " and block" : ""));
    return CompletableFuture.completedStage(new EraseResult.Erased(31));
  }

  @Override
  public CompletionStage<EraseResult> eraseAll() {
    done.add("erase all");
    return CompletableFuture.completedStage(new EraseResult.Erased(31));
  }

  @Override
  public void setAside() {
    done.add("set aside");
  }

  @Override
  public void unblock(UserId person) {
    done.add("unblock " + person);
  }

  @Override
  public void demo(boolean on) {
    done.add("demo " + on);
  }
}
