package rollcall.settings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Statements of the user about the people who are recorded, and the privacy notices sent to them.
/// Immutable; changes nothing in the record.
///
/// @param informed whether the user says that the people know about the recording
/// @param reason whether the user says that there is a reason to explain to them
/// @param notice the user's own text of the notice, or null for the usual one
/// @param sent the notices that the user says to have sent, oldest first
/// @param hideNames whether names are hidden on the screen from the start
public record PrivacyNoticeSettings(
    boolean informed,
    boolean reason,
    @Nullable String notice,
    List<SentNotice> sent,
    boolean hideNames) {
  /// No statement, the usual notice, visible names.
  public static final PrivacyNoticeSettings NONE =
      new PrivacyNoticeSettings(false, false, null, List.of(), false);

  private static final String FIELD = "privacy";

  public PrivacyNoticeSettings {
    sent = List.copyOf(sent);
  }

  /// Notice that was sent, as the user says.
  ///
  /// @param people IDs of the people who received it
  public record SentNotice(LocalDate day, SortedSet<String> people) {
    public SentNotice {
      people = Collections.unmodifiableSortedSet(new TreeSet<>(people));
    }
  }

  public PrivacyNoticeSettings withInformed(boolean on) {
    return new PrivacyNoticeSettings(on, reason, notice, sent, hideNames);
  }

  public PrivacyNoticeSettings withReason(boolean on) {
    return new PrivacyNoticeSettings(informed, on, notice, sent, hideNames);
  }

  public PrivacyNoticeSettings withNotice(@Nullable String text) {
    return new PrivacyNoticeSettings(informed, reason, text, sent, hideNames);
  }

  public PrivacyNoticeSettings withHideNames(boolean on) {
    return new PrivacyNoticeSettings(informed, reason, notice, sent, on);
  }

  public PrivacyNoticeSettings withSent(List<SentNotice> notices) {
    return new PrivacyNoticeSettings(informed, reason, notice, notices, hideNames);
  }

  /// Returns the statements with a notice sent to these people; the same without people.
  public PrivacyNoticeSettings sending(LocalDate day, Collection<String> people) {
    List<SentNotice> all = new ArrayList<>(sent);
    if (!people.isEmpty()) {
      all.add(new SentNotice(day, new TreeSet<>(people)));
    }
    return withSent(all);
  }

  /// Returns the statements without one notice.
  public PrivacyNoticeSettings without(SentNotice one) {
    return withSent(sent.stream().filter(Predicate.not(one::equals)).toList());
  }

  /// Returns the statements without this person.
  public PrivacyNoticeSettings without(String id) {
    return withSent(
        sent.stream()
            .map(one -> {
              SortedSet<String> others = new TreeSet<>(one.people());
              others.remove(id);
              return new SentNotice(one.day(), others);
            })
            .filter(one -> !one.people().isEmpty())
            .toList());
  }

  /// Returns the people without a sent notice.
  public SortedSet<String> notNoticed(Set<String> people) {
    SortedSet<String> rest = new TreeSet<>(people);
    sent.forEach(one -> rest.removeAll(one.people()));
    return rest;
  }

  /// Names of the fields that differ in the other statements.
  Stream<String> changed(PrivacyNoticeSettings other) {
    return Stream.of(
            informed == other.informed ? "" : "informed",
            reason == other.reason ? "" : "reason",
            Objects.equals(notice, other.notice) ? "" : "notice",
            hideNames == other.hideNames ? "" : "hideNames")
        .filter(Predicate.not(String::isEmpty))
        .map(name -> FIELD + "." + name);
  }

  /// Reads the statements. Names are hidden while it is not known whether they should be.
  static PrivacyNoticeSettings read(FieldReader settings) {
    FieldReader privacy =
        settings.object(FIELD, "names are hidden at the start, and no statement counts");
    return new PrivacyNoticeSettings(
        statement(privacy, "informed"),
        statement(privacy, "reason"),
        privacy.plain(
            "notice",
            "a text or null",
            null,
            "the usual notice is shown",
            FieldReader.orNull(FieldReader::text)),
        privacy.broken()
            ? List.of()
            : privacy.list(
                "sent",
                "{\"day\": \"2026-11-30\", \"people\": [ids]}",
                "the notice is not listed",
                PrivacyNoticeSettings::sent),
        privacy.yesOrNo("hideNames", false, true, "names are hidden at the start"));
  }

  private static boolean statement(FieldReader privacy, String name) {
    return privacy.yesOrNoOrDefault(name, false, "the statement does not count");
  }

  static SentNotice sent(JsonNode node) {
    return new SentNotice(
        LocalDate.parse(FieldReader.text(node.path("day"))), FieldReader.ids(node.path("people")));
  }

  ObjectNode write(ObjectNode json) {
    json.put("informed", informed).put("reason", reason).put("notice", notice);
    ArrayNode all = json.putArray("sent");
    for (SentNotice one : sent) {
      ObjectNode object = all.addObject().put("day", one.day().toString());
      one.people().forEach(object.putArray("people")::add);
    }
    return json.put("hideNames", hideNames);
  }
}
