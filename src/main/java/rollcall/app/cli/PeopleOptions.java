package rollcall.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.cli.Command.PeopleSelection;

/// Whom to watch, as typed. Lane: the one that reads the command line, once.
final class PeopleOptions {
  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description =
          "Watch whoever is in this channel, as people come and go; may be given more than once."
              + " Needs the scope channels:read, or groups:read for a private one.")
  private @Nullable List<String> channels;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "Watch whoever is in this user group, as people come and go; may be given more than once."
              + " Needs the scope usergroups:read.")
  private @Nullable List<String> groups;

  @Parameters(
      paramLabel = "USER",
      arity = "0..*",
      description =
          "Whom: user ids or names. None means the saved list; without one, everybody up to 500"
              + " people.")
  private @Nullable List<String> users;

  PeopleSelection wanted() {
    return new PeopleSelection(orNone(users), orNone(channels), orNone(groups));
  }

  private static List<String> orNone(@Nullable List<String> words) {
    return words == null ? List.of() : words;
  }
}
