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

/// Lookup of channels and user groups, on a thread of its own.
final class FollowedGroupLookup {
  /// Request of the lookup.
  interface Question {
    List<FollowedGroup> of(MembershipClient slack) throws SlackException, InterruptedException;
  }

  private FollowedGroupLookup() {}

  /// Starts the lookup and returns immediately.
  ///
  /// @param access null without a token
  static void ask(
      @Nullable SlackAccess access,
      FollowedGroup.Kind about,
      Question question,
      InstantSource clock,
      CompletableFuture<FollowAnswer> answer) {
    if (access == null) {
      answer.complete(new FollowAnswer.Refused(new Problem.Offline("There is no token.")));
      return;
    }
    var _ =
        SlackTask.start("followable", () -> answerTo(about, question, access, clock))
            .result()
            .whenComplete((found, bug) -> answer.complete(FollowAnswer.of(found, bug)));
  }

  private static FollowAnswer answerTo(
      FollowedGroup.Kind about, Question question, SlackAccess access, InstantSource clock)
      throws InterruptedException {
    try (MembershipClient slack = new MembershipClient(access)) {
      return new FollowAnswer.Found(question.of(slack));
    } catch (SlackException e) {
      return new FollowAnswer.Refused(ProblemMapper.of(e, about, access, clock.instant()));
    }
  }
}
