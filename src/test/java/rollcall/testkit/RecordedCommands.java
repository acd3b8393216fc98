package rollcall.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.settings.ViewState;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DaySpans;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.TotalsByDay;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.Diagnostics;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.LogBuffer;
import rollcall.ui.model.SlackAnswer;
import rollcall.ui.model.TimecardRequest;
import rollcall.ui.model.UserList;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.CheckFinding;
import rollcall.watch.CheckReport;
import rollcall.watch.CheckResult;
import rollcall.watch.CheckStep;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.SendPermission;
import rollcall.watch.WatchList;

/// Fake commands: records each call and returns predefined results.
public final class RecordedCommands implements Commands {
  /// Recorded calls, in order.
  public final List<String> log = new ArrayList<>();

  /// Executor of results.
  public Executor fxExecutor = Runnable::run;

  /// Collects diagnostics.
  public Function<UserList, Diagnostics> diagnostics = _ -> new Diagnostics(List.of());

  /// Answer to a new retention, or a choice of kept totals.
  public CommandResult<Integer> retained = new CommandResult.Done<>(2);

  /// Reason why diagnostics cannot be saved.
  public Optional<String> diagnosticsProblem = Optional.empty();

  /// Messages of the log.
  public final LogBuffer messages = new LogBuffer();

  /// Applied settings, in order.
  public final List<Settings> applied = new ArrayList<>();

  /// Receives applied settings, such as a model.
  public Consumer<Settings> onApplied = _ -> {};

  /// Saved states of the window, in order.
  public final List<ViewState> views = new ArrayList<>();

  /// Applied watch lists, in order.
  public final List<WatchList> lists = new ArrayList<>();

  /// Result of the channel and group lookup.
  public SlackAnswer<List<FollowedGroup>> followable = new SlackAnswer.Found<>(List.of());

  /// Results of the next connection check.
  public List<CheckResult> checkResults = List.of();

  /// Answer of the next connection check.
  public CompletionStage<CommandResult<CheckReport>> checkAnswer =
      CompletableFuture.completedStage(new CommandResult.Failed<>("No answer is prepared."));

  /// Members of each channel and group.
  public Set<UserId> peopleIn = Set.of();

  /// Channels or user groups of the watched people.
  public CompletionStage<SlackAnswer<List<FollowedGroup>>> groupsOf =
      CompletableFuture.completedStage(new SlackAnswer.Found<>(List.of()));

  /// Requested exports.
  public final List<ExportSpec> exports = new ArrayList<>();

  /// Result of the next export.
  public ExportResult exportResult = new ExportResult.Failed("Nothing was prepared.");

  /// Preview of the next export.
  public CommandResult<ExportPreview> preview = new CommandResult.Failed<>("Nothing was prepared.");

  /// Requests for totals, in order.
  public final List<TimecardRequest> timecardRequests = new ArrayList<>();

  /// Answers requests for totals.
  public Function<TimecardRequest, CommandResult<Map<UserId, TotalsByDay>>> timecards =
      _ -> new CommandResult.Done<>(Map.of());

  /// Answers requests for the record of a day.
  public DaySource timecardDay = (_, _, _) -> new CommandResult.Failed<>("Nothing was prepared.");

  /// Problem of the next CA file; empty for a usable one.
  public Optional<String> caFileProblem = Optional.empty();

  /// Result of the next token.
  public TokenAnswer tokenAnswer = new TokenAnswer.Kept(TokenPlace.KEYCHAIN);

  /// Prepares a connection check behind a proxy that ends with polling.
  public void prepareCheck() {
    Problem polling = new Problem.LiveNotAllowed("not_allowed_token_type");
    Problem noDnd = new Problem.MissingScope("dnd:read", "users:read");
    checkResults =
        List.of(
            result(CheckStep.NAME, new CheckFinding.NameFound("slack.com", "192.0.2.1"), 12),
            result(
                CheckStep.PROXY,
                new CheckFinding.Connected(
                    Sentence.of(
                        "proxy %s:%s, %s",
                        "proxy.corp", 8080, Sentence.of("from the variable %s", "https_proxy"))),
                8),
            result(
                CheckStep.CERTIFICATE,
                new CheckFinding.CertificateTrusted("Corp Root CA 2", false),
                41),
            result(
                CheckStep.TOKEN,
                new CheckFinding.TokenAccepted("Acme", "T024BE7LD", "rollcall"),
                187),
            result(CheckStep.PEOPLE, new CheckFinding.PeopleListed(200, true), 420),
            result(CheckStep.PRESENCE, new CheckFinding.PresenceRead(true), 96),
            result(CheckStep.LIVE, new CheckFinding.Failed(polling, null), 133),
            result(CheckStep.DND, new CheckFinding.Failed(noDnd, null), 90));
    checkAnswer =
        CompletableFuture.completedStage(new CommandResult.Done<>(new CheckReport(checkResults)));
  }

  /// Prepares a connection check whose only failure is in this step, on which all later ones
  /// depend.
  public void prepareFailure(CheckStep failed, Problem problem) {
    prepareCheck();
    checkResults =
        checkResults.stream()
            .map(result -> {
              int order = result.step().compareTo(failed);
              CheckFinding finding =
                  order < 0
                      ? result.finding()
                      : order == 0
                          ? new CheckFinding.Failed(problem, null)
                          : new CheckFinding.NotTried();
              return new CheckResult(result.step(), finding, result.time());
            })
            .toList();
    checkAnswer =
        CompletableFuture.completedStage(new CommandResult.Done<>(new CheckReport(checkResults)));
  }

  /// Prepares a connection check in which only the live connection fails.
  public void prepareLiveFailure(Problem problem) {
    prepareCheck();
    checkResults =
        checkResults.stream()
            .map(result ->
                result.step() == CheckStep.LIVE
                    ? new CheckResult(
                        CheckStep.LIVE, new CheckFinding.Failed(problem, null), result.time())
                    : result)
            .toList();
    checkAnswer =
        CompletableFuture.completedStage(new CommandResult.Done<>(new CheckReport(checkResults)));
  }

  private static CheckResult result(CheckStep step, CheckFinding finding, long millis) {
    return new CheckResult(step, finding, Duration.ofMillis(millis));
  }

  @Override
  public Executor fxExecutor() {
    return fxExecutor;
  }

  @Override
  public CompletionStage<TokenAnswer> connect(String token) {
    log.add("connect " + token);
    return CompletableFuture.completedStage(tokenAnswer);
  }

  @Override
  public CompletionStage<Optional<String>> showRecord(String address) {
    log.add("showRecord " + address);
    return CompletableFuture.completedFuture(
        address.startsWith("postgresql:") ? Optional.empty() : Optional.of("No address."));
  }

  @Override
  public void serverPassword(String password, boolean remember) {
    log.add("serverPassword " + password + (remember ? " remember" : ""));
  }

  @Override
  public CompletionStage<LocalNotice> storeTokenInFile() {
    log.add("storeTokenInFile");
    return CompletableFuture.completedStage(new LocalNotice.TokenStored());
  }

  @Override
  public void disconnect() {
    log.add("disconnect");
  }

  @Override
  public void reconnectNow() {
    log.add("reconnect");
  }

  @Override
  public CompletionStage<String> proxyRoute() {
    return CompletableFuture.completedStage("no proxy: chosen so");
  }

  @Override
  public CompletionStage<CommandResult<CheckReport>> checkConnection(
      @Nullable String token, Consumer<CheckResult> onResult) {
    log.add(token == null ? "check" : "check " + token);
    checkResults.forEach(onResult);
    return checkAnswer;
  }

  @Override
  public void cancelCheck() {
    log.add("cancel check");
  }

  @Override
  public void pause(boolean on) {
    log.add("pause " + on);
  }

  @Override
  public void prioritize(UserId person) {
    log.add("prioritize " + person);
  }

  @Override
  public void saveView(ViewState state) {
    views.add(state);
  }

  @Override
  public void watch(WatchList list) {
    log.add("watch " + new TreeSet<>(list.people()));
    lists.add(list);
  }

  @Override
  public CompletionStage<SlackAnswer<List<FollowedGroup>>> followable(FollowedGroup.Kind kind) {
    log.add("followable " + kind);
    return CompletableFuture.completedStage(followable);
  }

  @Override
  public CompletionStage<SlackAnswer<List<FollowedGroup>>> peopleIn(
      FollowedGroup one, Set<UserId> known) {
    log.add("people in " + one.title());
    return CompletableFuture.completedStage(new SlackAnswer.Found<>(List.of(one.with(peopleIn))));
  }

  @Override
  public CompletionStage<SlackAnswer<List<FollowedGroup>>> groupsOf(
      FollowedGroup.Kind kind, Set<UserId> people) {
    log.add("groups " + kind + " of " + people.size());
    return groupsOf;
  }

  @Override
  public void apply(Settings settings, String proxyPassword) {
    applied.add(settings);
    log.add("apply, password " + proxyPassword);
    onApplied.accept(settings);
  }

  @Override
  public CompletionStage<CommandResult<Integer>> setRetention(int days) {
    log.add("keep " + days);
    return CompletableFuture.completedStage(retained);
  }

  @Override
  public CompletionStage<CommandResult<Integer>> setKeepDayTotals(boolean keep) {
    log.add("keep day totals " + keep);
    return CompletableFuture.completedStage(retained);
  }

  @Override
  public CompletionStage<CommandResult<Integer>> setRetention(
      UserId person, @Nullable Integer days) {
    log.add("keep " + days + " of " + person);
    return CompletableFuture.completedStage(new CommandResult.Done<>(1));
  }

  @Override
  public CompletionStage<Optional<String>> exportPerson(UserId person, Path file) {
    log.add("export " + person + " to " + file.getFileName());
    return CompletableFuture.completedStage(diagnosticsProblem);
  }

  @Override
  public CompletionStage<Optional<String>> setCaFile(Path file) {
    log.add("setCaFile " + file);
    return CompletableFuture.completedStage(caFileProblem);
  }

  @Override
  public void loadPeople() {
    log.add("load people");
  }

  @Override
  public void stopLoadingPeople() {
    log.add("stop loading people");
  }

  @Override
  public CompletionStage<LocalNotice> backUp(Path folder) {
    log.add("back up to " + folder);
    return CompletableFuture.completedStage(
        new LocalNotice.BackedUp(folder.resolve("copy.db").toString()));
  }

  @Override
  public void preview(ExportSpec request, Consumer<CommandResult<ExportPreview>> callback) {
    callback.accept(preview);
  }

  @Override
  public CompletionStage<ExportResult> export(ExportSpec request, Path file, boolean replace) {
    exports.add(request);
    log.add((replace ? "export over " : "export to ") + file.getFileName());
    return CompletableFuture.completedStage(exportResult);
  }

  @Override
  public CompletionStage<ExportResult> copy(ExportSpec request) {
    exports.add(request);
    log.add("copy");
    return CompletableFuture.completedStage(exportResult);
  }

  @Override
  public void timecards(
      TimecardRequest request, Consumer<CommandResult<Map<UserId, TotalsByDay>>> onAnswer) {
    timecardRequests.add(request);
    onAnswer.accept(timecards.apply(request));
  }

  @Override
  public void timecardDay(
      UserId person,
      LocalDate day,
      AccountingRules rules,
      Consumer<CommandResult<DaySpans>> onAnswer) {
    log.add("timecard of " + person + " on " + day);
    onAnswer.accept(timecardDay.read(person, day, rules));
  }

  /// Source of the record of a day.
  public interface DaySource {
    CommandResult<DaySpans> read(UserId person, LocalDate day, AccountingRules rules);
  }

  @Override
  public CompletionStage<CommandResult<Long>> erase(UserId person, boolean block) {
    log.add("erase " + person + (block ? " and block" : ""));
    return CompletableFuture.completedStage(new CommandResult.Done<>(31L));
  }

  @Override
  public CompletionStage<CommandResult<Long>> eraseAll() {
    log.add("erase all");
    return CompletableFuture.completedStage(new CommandResult.Done<>(31L));
  }

  @Override
  public void discardFutureEntries() {
    log.add("set aside");
  }

  @Override
  public void unblock(UserId person) {
    log.add("unblock " + person);
  }

  /// Answer of the next question about messages.
  public CompletionStage<SlackAnswer<SendPermission>> sendAnswer =
      CompletableFuture.completedStage(new SlackAnswer.Refused<>(new Problem.NoToken()));

  @Override
  public void addTrigger(UserId person, String text, Instant expires) {
    log.add((text == null ? "alert " : "message " + text + " for ") + person + " until " + expires);
  }

  @Override
  public void removeTrigger(String id) {
    log.add("remove trigger " + id);
  }

  @Override
  public void allowSending() {
    log.add("allow sending");
  }

  @Override
  public CompletionStage<SlackAnswer<SendPermission>> sendPermission() {
    return sendAnswer;
  }

  @Override
  public CompletionStage<Diagnostics> diagnostics(UserList known) {
    return CompletableFuture.completedStage(diagnostics.apply(known));
  }

  @Override
  public CompletionStage<Optional<String>> saveDiagnostics(Diagnostics saved, Path file) {
    log.add("diagnostics " + file);
    return CompletableFuture.completedStage(diagnosticsProblem);
  }

  @Override
  public LogBuffer log() {
    return messages;
  }

  @Override
  public void demo(boolean on) {
    log.add("demo " + on);
  }
}
