package rollcall.app.desktop;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.ui.model.Commands.FollowAnswer;
import rollcall.watch.FollowedGroup;
import rollcall.watch.MembershipClient;
import rollcall.watch.Problem;
import rollcall.watch.ProblemMapper;
import rollcall.watch.SlackAccess;

/// A question about what can be followed, asked on a lane of its own.
final class ChannelLookup {
  /// What is asked.
  interface Question {
    List<FollowedGroup> of(MembershipClient slack) throws SlackException, InterruptedException;
  }

  private ChannelLookup() {}

  /// Asks, and returns at once.
  ///
  /// @param way null without a token
  static void ask(
      @Nullable SlackAccess way,
      FollowedGroup.Kind about,
      Question question,
      InstantSource clock,
      CompletableFuture<FollowAnswer> answer) {
    if (way == null) {
      answer.complete(new FollowAnswer.Refused(new Problem.Offline("There is no token.")));
      return;
    }
    var _ =
        Thread.ofVirtual()
            .name("followable")
            .start(() -> answer.complete(answerTo(about, question, way, clock)));
  }

  private static FollowAnswer answerTo(
      FollowedGroup.Kind about, Question question, SlackAccess way, InstantSource clock) {
    try (MembershipClient slack = new MembershipClient(way)) {
      return new FollowAnswer.Found(question.of(slack));
    } catch (SlackException e) {
      return new FollowAnswer.Refused(ProblemMapper.of(e, about, way, clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new FollowAnswer.Refused(new Problem.Offline("Rollcall was stopped."));
    }
  }
}
