package rollcall.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import rollcall.language.Sentence;
import rollcall.presence.ConnectionMode;
import rollcall.presence.SlackStatusKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Settings and their form in the file.
///
/// @param settings readable settings; [Settings#unread] names the rest
/// @param sentences one for each unread field
record SettingsJson(Settings settings, List<Sentence> sentences) {

  /// Hosts to which a token may be sent over plain HTTP.
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private static final String DISCONNECTED = "Rollcall does not connect";

  /// Lists whose unreadable entries stay in the file, with the reader of one entry.
  private static final Map<String, Function<JsonNode, ?>> ENTRIES =
      Map.of(
          "watched", FieldReader::id,
          "followed.all", FollowedChannelsAndGroups.ChannelOrGroup::read,
          "overlays", SettingsJson::slackStatus,
          "groups.mine", GroupingSettings::group,
          "privacy.sent", PrivacyNoticeSettings::sent,
          "people.paused", FieldReader::id,
          "people.keepDays", RecordingSettingsByPerson::retention,
          "people.kept", FieldReader::id);

  static SettingsJson read(JsonNode json) {
    FieldReader fields = FieldReader.of(json);
    Settings defaults = Settings.DEFAULT;
    Settings settings =
        new Settings(
            fields.plain(
                "apiUrl",
                "an https address that ends in /",
                defaults.apiUrl(),
                DISCONNECTED,
                SettingsJson::apiUrl),
            fields.plain(
                "workspace",
                "{\"id\", \"name\"} or null",
                defaults.workspace(),
                "the workspace of the token counts",
                FieldReader.orNull(KnownWorkspace::of)),
            fields.plain(
                "proxy",
                "a kind (system, none, environment or manual with host, port and user)",
                defaults.proxy(),
                DISCONNECTED,
                SettingsJson::proxy),
            fields.plain(
                "caFile",
                "a file or null",
                defaults.caFile(),
                "no certificates beside those of this computer and of Java are trusted",
                FieldReader.orNull(node -> Path.of(FieldReader.text(node)))),
            fields.plain(
                "mode",
                "automatic, live or polling",
                defaults.mode(),
                DISCONNECTED,
                node -> one(List.of(ConnectionMode.values()), ConnectionMode::word, node)),
            new TreeSet<>(
                fields.list(
                    "watched",
                    "a user id",
                    "the window watches those who can be read, and the command line no one",
                    FieldReader::id)),
            FollowedChannelsAndGroups.read(fields),
            Set.copyOf(
                fields.list(
                    "overlays",
                    "dnd, status or huddle",
                    "only what can be read here is stored beside presence",
                    SettingsJson::slackStatus)),
            Appearance.read(fields),
            fields.plain(
                "zone",
                "a time zone such as \"Europe/Berlin\", or null",
                defaults.zone(),
                "this computer's time zone counts",
                FieldReader.orNull(node -> ZoneId.of(FieldReader.text(node)).getId())),
            fields.yesOrNo("paused", defaults.paused(), true, "recording is paused"),
            HoursJson.read(fields),
            RetentionAndAccounting.read(fields),
            ExportChoices.read(fields),
            GroupingSettings.read(fields),
            PrivacyNoticeSettings.read(fields),
            RecordingSettingsByPerson.read(fields),
            NotificationSettings.read(fields),
            fields.plain(
                "logLevel",
                "debug, info, warning or error",
                defaults.logLevel(),
                "info counts",
                node ->
                    one(Settings.LOG_LEVELS, level -> level.name().toLowerCase(Locale.ROOT), node)),
            fields.unread());
    // Recording hours and pauses protect people: while they are unknown, recording is paused.
    return new SettingsJson(
        settings.recordingKnown() ? settings : settings.withRecordingHeld(),
        List.copyOf(fields.sentences()));
  }

  /// Writes the settings into the object. Fields that are unknown or could not be read stay as they
  /// are.
  static void write(Settings settings, ObjectNode json, JsonNode before) {
    json.put("apiUrl", settings.apiUrl().toString());
    KnownWorkspace workspace = settings.workspace();
    if (workspace == null) {
      json.remove("workspace");
    } else {
      json.set("workspace", workspace.write(json.objectNode()));
    }
    json.set("proxy", proxy(settings.proxy(), json.objectNode()));
    Path caFile = settings.caFile();
    json.put("caFile", caFile == null ? null : caFile.toString());
    json.put("mode", settings.mode().word());
    settings.watched().forEach(json.putArray("watched")::add);
    json.set("followed", settings.follows().write(json.objectNode()));
    ArrayNode slackStatuses = json.putArray("overlays");
    settings.slackStatuses().stream()
        .sorted()
        .map(SlackStatusKind::word)
        .forEach(slackStatuses::add);
    settings.appearance().write(json);
    json.put("zone", settings.zone());
    if (settings.recordingKnown()) {
      // Otherwise, recording is paused because of what is unknown, and not by the user.
      json.put("paused", settings.paused());
    }
    json.set("hours", HoursJson.write(settings.hours(), json.objectNode()));
    json.set("books", settings.books().write(json.objectNode()));
    json.set("export", settings.export().write(json.objectNode()));
    json.set("groups", settings.groups().write(json.objectNode()));
    json.set("privacy", settings.privacy().write(json.objectNode()));
    json.set("people", settings.people().write(json.objectNode()));
    json.set("notifications", settings.notifications().write(json.objectNode()));
    json.put("logLevel", settings.logLevel().name().toLowerCase(Locale.ROOT));
    for (String field : settings.unread()) {
      String object = field.substring(0, Math.max(0, field.indexOf('.')));
      boolean kept = settings.unread().contains(object) && before.has(object);
      if (!kept) {
        keep(field, json, before);
      }
    }
  }

  /// Restores the value of a field that could not be read.
  private static void keep(String field, ObjectNode json, JsonNode before) {
    int dot = field.indexOf('.');
    String name = field.substring(dot + 1);
    JsonNode object = dot < 0 ? json : json.path(field.substring(0, dot));
    JsonNode old = (dot < 0 ? before : before.path(field.substring(0, dot))).path(name);
    if (!(object instanceof ObjectNode into)) {
      return;
    }
    if (old.isArray() && into.path(name) instanceof ArrayNode list) {
      old.valueStream().filter(entry -> !readable(field, entry)).forEach(list::add);
    } else if (into.path(name) instanceof ArrayNode list && !list.isEmpty()) {
      // An entry that cannot be read either, so that the list stays unknown beside its new entries.
      list.addArray().add(old.isMissingNode() ? list.nullNode() : old);
    } else if (old.isMissingNode()) {
      into.putNull(name);
    } else {
      into.set(name, old);
    }
  }

  private static boolean readable(String field, JsonNode entry) {
    try {
      return ENTRIES.containsKey(field) && ENTRIES.get(field).apply(entry) != null;
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  private static SlackStatusKind slackStatus(JsonNode node) {
    return one(List.of(SlackStatusKind.values()), SlackStatusKind::word, node);
  }

  private static <T> T one(List<T> values, Function<T, String> word, JsonNode node) {
    return values.stream()
        .filter(value -> word.apply(value).equals(FieldReader.text(node)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not one of these."));
  }

  private static URI apiUrl(JsonNode node) {
    URI url = URI.create(FieldReader.text(node));
    boolean secret = "https".equals(url.getScheme());
    boolean here = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
    if (url.getHost() == null || !url.getPath().endsWith("/") || !(secret || here)) {
      throw new IllegalArgumentException("Not the address of a Web API.");
    }
    return url;
  }

  private static Proxy proxy(JsonNode node) {
    return switch (FieldReader.text(node.path("kind"))) {
      case "system" -> new Proxy.OperatingSystem();
      case "none" -> new Proxy.None();
      case "environment" -> new Proxy.Environment();
      case "manual" ->
          new Proxy.Manual(
              FieldReader.text(node.path("host")),
              FieldReader.number(node.path("port"), 1, 65_535),
              FieldReader.text(node.path("user")),
              node.has("except")
                  ? FieldReader.all(node.path("except"), FieldReader::id)
                  : List.of());
      default -> throw new IllegalArgumentException("Not a kind of proxy.");
    };
  }

  private static ObjectNode proxy(Proxy proxy, ObjectNode json) {
    return switch (proxy) {
      case Proxy.OperatingSystem _ -> json.put("kind", "system");
      case Proxy.None _ -> json.put("kind", "none");
      case Proxy.Environment _ -> json.put("kind", "environment");
      case Proxy.Manual(String host, int port, String user, List<String> except) -> {
        json.put("kind", "manual").put("host", host).put("port", port).put("user", user);
        except.forEach(json.putArray("except")::add);
        yield json;
      }
    };
  }
}
