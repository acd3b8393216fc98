package rollcall.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Options that name the people to watch. Thread: main.
public final class PeopleOptions {
  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description =
          "Watch the members of this channel, as they join and leave; may be given more than once."
              + " Needs the scope channels:read, or groups:read for a private one.")
  private @Nullable List<String> channels;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "Watch the members of this user group, as they join and leave; may be given more than"
              + " once. Needs the scope usergroups:read.")
  private @Nullable List<String> groups;

  @Option(
      names = "--everyone",
      description =
          "Watch everyone in the workspace, up to 500 people; with 'record --history', the"
              + " recorders share all of them. Not with USER, --channel or --group.")
  private boolean everyone;

  @Parameters(
      paramLabel = "USER",
      arity = "0..*",
      description = "User ids, names or handles. Default: the list that was saved in the window.")
  private @Nullable List<String> users;

  /// The people named.
  ///
  /// @throws IllegalArgumentException when everyone and others are named; its message is a sentence
  public PeopleSelection selection() {
    PeopleSelection named = new PeopleSelection(orEmpty(users), orEmpty(channels), orEmpty(groups));
    if (everyone && !named.equals(PeopleSelection.SAVED)) {
      throw new IllegalArgumentException(
          "--everyone cannot be combined with USER, --channel or --group.");
    }
    return everyone ? PeopleSelection.EVERYONE : named;
  }

  private static List<String> orEmpty(@Nullable List<String> words) {
    return words == null ? List.of() : words;
  }
}
