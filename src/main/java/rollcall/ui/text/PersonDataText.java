package rollcall.ui.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.presence.Person;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Workspace;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.PersonGroup;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.Settings;
import rollcall.timecard.DayRange;

/// Texts of the hand-over of all data about one person. Pure.
///
/// @param settings the settings of the workspace
/// @param triggers the alerts and messages that wait until the person is active
/// @param person the person as stored on this computer
public record PersonDataText(
    Settings settings, List<OneTimeTrigger> triggers, Person person, Workspace workspace) {
  /// The default name of the file: `rollcall_acme_grace-hopper_u0grace01_2026-11-29.zip`. People
  /// with the same name have different ones.
  public static String fileName(String workspace, Person person, LocalDate day) {
    String name = person.name().equals(person.id().value()) ? "" : person.name();
    return fileName(workspace, name, person.id().value(), day.toString());
  }

  /// The same while names are hidden: with the number in place of the name, and without the ID.
  public static String hiddenFileName(String workspace, Person hidden, LocalDate day) {
    return fileName(workspace, hidden.name(), day.toString());
  }

  private static String fileName(String... parts) {
    return Stream.of(parts)
        .map(PersonDataText::forFileName)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("_", "rollcall_", ".zip"));
  }

  private static String forFileName(String words) {
    // Short enough for every file system, which counts bytes.
    return words
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|(?<=^.{20}).+$", "")
        .replaceAll("-$", "");
  }

  /// The text that explains the files.
  public String readme(DayRange days, Instant now) {
    ZoneId zone = settings.reportZone();
    return String.join(
            "\n\n",
            Messages.of(
                "person_data.readme",
                person.name(),
                person.id().value(),
                workspace.name(),
                TimeFormat.format("d MMM yyyy HH:mm", now.atZone(zone))),
            Messages.of(
                "person_data.readme.days",
                zone.getId(),
                days.first().toString(),
                days.last().toString()),
            Messages.of("person_data.readme.files"))
        + "\n";
  }

  /// The settings that concern the person, with the notices that were sent, and the alerts and
  /// messages that wait until the person is active.
  public String settingsText(Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(Messages.of("person_data.settings"));
    lines.add("");
    lines.add(line("id", person.id().value()));
    lines.add(line("name", person.name()));
    add(lines, "real_name", person.realName());
    add(lines, "job", person.title());
    add(lines, "zone", person.clock().map(ZoneId::getId).orElse(""));
    lines.add(line("watched", watched()));
    lines.add(
        line(
            "paused",
            Messages.of(settings.people().isPaused(id()) ? "person_data.yes" : "person_data.no")));
    lines.add(line("kept", RecordingPolicyText.kept(settings, id())));
    lines.add(line("recorded", RecordingPolicyText.recorded(settings)));
    add(lines, "slack_statuses", slackStatuses());
    add(lines, "groups", groups());
    settings.privacy().sent().stream()
        .filter(notice -> notice.people().contains(id()))
        .map(PrivacyNoticeSettings.SentNotice::day)
        .forEach(day -> lines.add(line("notice", TimeFormat.date(day))));
    TriggerText states = new TriggerText(now, settings.reportZone());
    triggers.forEach(one -> lines.add(line(one, states)));
    return String.join("\n", lines) + "\n";
  }

  private String id() {
    return person.id().value();
  }

  private static void add(List<String> lines, String key, String value) {
    if (!value.isBlank()) {
      lines.add(line(key, value));
    }
  }

  private static String line(OneTimeTrigger one, TriggerText states) {
    String message = one.text();
    return message == null
        ? Messages.of("person_data.alert", states.state(one))
        : Messages.of("person_data.message", states.state(one), message.strip());
  }

  private static String line(String key, String value) {
    return Messages.of("person_data." + key, value);
  }

  private String watched() {
    String groups =
        settings.follows().all().stream()
            .filter(group -> group.members().contains(id()))
            .map(PersonDataText::title)
            .collect(Collectors.joining(", "));
    if (!groups.isEmpty()) {
      return Messages.of("person_data.watched.group", groups);
    }
    boolean chosen = settings.watched().contains(id());
    return Messages.of(chosen ? "person_data.watched.chosen" : "person_data.no");
  }

  private static String title(FollowedChannelsAndGroups.ChannelOrGroup group) {
    return (group.group() ? "@" : "#") + group.name();
  }

  private String groups() {
    return settings.groups().mine().stream()
        .filter(group -> group.members().contains(id()))
        .map(PersonGroup::name)
        .collect(Collectors.joining(", "));
  }

  private String slackStatuses() {
    return settings.slackStatuses().stream()
        .sorted()
        .map(SlackStatusKind::word)
        .map(word -> Messages.of("settings.slack_statuses." + word))
        .collect(Collectors.joining(", "));
  }
}
