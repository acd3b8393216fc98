package rollcall.ui.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import rollcall.presence.UserId;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;

/// Texts of the notices about followed channels and user groups. Pure.
///
/// @param problemText formats the problems
public record FollowedGroupText(ProblemText problemText) {
  private static final int NAMES = 3;

  /// The notice to show, if any: first new members waiting for a decision, then groups that cannot
  /// be read.
  ///
  /// @param name the display name of a user
  public Optional<Notice> of(WatchListState following, Function<UserId, String> name) {
    WatchList list = following.list();
    Set<UserId> pending = list.pendingUsers();
    if (!pending.isEmpty()) {
      return Optional.of(list.autoAdd() ? overLimit(list) : joined(list, name));
    }
    return following.problems().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry ->
            list.followed().stream()
                .filter(followed -> followed.id().equals(entry.getKey()))
                .map(followed -> notAccessible(followed, entry.getValue())))
        .findFirst();
  }

  private static Notice overLimit(WatchList list) {
    return new Notice(
        Notice.Kind.WARNING,
        Messages.of("people.limit.title"),
        Messages.of(
            "follow.full.body", list.pendingUsers().size(), groupNames(list), WatchList.LIMIT),
        List.of(
            new Notice.Button(NoticeAction.CHOOSE_PEOPLE, Messages.of("empty.choose")),
            new Notice.Button(NoticeAction.DECLINE, Messages.of("follow.decline"))));
  }

  private static Notice joined(WatchList list, Function<UserId, String> name) {
    Set<UserId> pending = list.pendingUsers();
    String names =
        pending.stream().limit(NAMES).map(name).sorted().collect(Collectors.joining(", "));
    return new Notice(
        Notice.Kind.GOOD,
        Messages.of("follow.joined.title", pending.size(), groupNames(list)),
        pending.size() > NAMES
            ? Messages.of("follow.joined.more", names, pending.size() - NAMES)
            : Messages.of("follow.joined.body", names),
        List.of(
            new Notice.Button(NoticeAction.ADMIT, Messages.of("follow.admit", pending.size())),
            new Notice.Button(NoticeAction.DECLINE, Messages.of("follow.decline"))));
  }

  private Notice notAccessible(FollowedGroup group, Problem problem) {
    if (problem instanceof Problem.MissingScope(String needed, _)) {
      return new Notice(
          Notice.Kind.WARNING,
          Messages.of("follow.not_accessible.title", group.title()),
          Messages.of("follow.scope.body", needed),
          List.of(
              new Notice.Button(NoticeAction.SLACK_APPS, Messages.of("problem.scope.app")),
              new Notice.Button(NoticeAction.PASTE_TOKEN, Messages.of("problem.scope.token"))));
    }
    return new Notice(
        Notice.Kind.WARNING,
        Messages.of("follow.not_accessible.title", group.title()),
        Messages.of("follow.not_accessible.body", reason(problem)),
        List.of());
  }

  /// The notice for a failed request for channels or user groups.
  public Notice denied(Problem problem) {
    Notice notice = problemText.of(problem, null);
    return code(problem).equals("plan_upgrade_required")
        ? new Notice(
            Notice.Kind.WARNING,
            Messages.of("follow.plan.title"),
            Messages.of("follow.plan.body"),
            List.of())
        : new Notice(notice.kind(), notice.title(), notice.body(), List.of());
  }

  private String reason(Problem problem) {
    String code = code(problem);
    return code.isEmpty()
        ? problemText.of(problem, null).title()
        : Messages.of("follow.code", code);
  }

  /// Slack's error code, if it is more specific than our text.
  private static String code(Problem problem) {
    if (problem instanceof Problem.Unrecognized(String code)) {
      return code;
    }
    return problem instanceof Problem.SlackFailing(String failing) ? failing : "";
  }

  private static String groupNames(WatchList list) {
    return list.followed().stream()
        .filter(group -> !group.waiting().isEmpty())
        .map(FollowedGroup::title)
        .collect(Collectors.joining(", "));
  }
}
