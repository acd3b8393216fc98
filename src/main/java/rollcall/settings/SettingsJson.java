package rollcall.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.OverlayKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How settings look in their file: one field a wish, in words. A wish that cannot be understood
/// keeps its default and is named; the others are kept.
///
/// @param settings what was understood
/// @param unclear the names of the fields that were not
record SettingsJson(Settings settings, List<String> unclear) {

  /// A token is sent over plain HTTP to nobody else.
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  static SettingsJson read(ObjectNode json) {
    var unclear = new ArrayList<String>();
    Settings none = Settings.DEFAULT;
    Settings settings =
        new Settings(
            field(json, "apiUrl", none.apiUrl(), unclear, SettingsJson::apiUrl),
            field(json, "proxy", none.proxy(), unclear, SettingsJson::proxy),
            caFile(json, unclear),
            field(json, "watched", none.watched(), unclear, SettingsJson::watched),
            field(json, "followed", none.follows(), unclear, FollowsJson::read),
            field(json, "overlays", none.overlays(), unclear, SettingsJson::overlays),
            field(json, "theme", none.theme(), unclear, SettingsJson::theme),
            zone(json, unclear),
            field(json, "paused", none.paused(), unclear, SettingsJson::yesOrNo),
            field(json, "hours", none.hours(), unclear, HoursJson::read),
            field(json, "books", none.books(), unclear, RecordJson::bookkeeping),
            field(json, "export", none.export(), unclear, RecordJson::export));
    // Hours keep people from being recorded: without knowing them, nobody is.
    boolean open = !unclear.contains("hours");
    return new SettingsJson(open ? settings : settings.withPaused(true), List.copyOf(unclear));
  }

  /// Writes the settings over what the object says, and leaves what it says besides.
  static void write(Settings settings, ObjectNode json) {
    json.put("apiUrl", settings.apiUrl().toString());
    json.set("proxy", proxy(settings.proxy(), json.objectNode()));
    Path caFile = settings.caFile();
    json.put("caFile", caFile == null ? null : caFile.toString());
    ArrayNode watched = json.putArray("watched");
    settings.watched().forEach(watched::add);
    json.set("followed", FollowsJson.write(settings.follows(), json.objectNode()));
    ArrayNode overlays = json.putArray("overlays");
    settings.overlays().stream().sorted().map(OverlayKind::word).forEach(overlays::add);
    json.put("theme", settings.theme().name().toLowerCase(Locale.ROOT));
    json.put("zone", settings.zone());
    json.put("paused", settings.paused());
    json.set("hours", HoursJson.write(settings.hours(), json.objectNode()));
    json.set("books", RecordJson.write(settings.books(), json.objectNode()));
    json.set("export", RecordJson.write(settings.export(), json.objectNode()));
  }

  private static Set<OverlayKind> overlays(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("Not a list.");
    }
    return node.valueStream().map(SettingsJson::overlay).collect(Collectors.toSet());
  }

  private static OverlayKind overlay(JsonNode node) {
    return Arrays.stream(OverlayKind.values())
        .filter(kind -> kind.word().equals(text(node)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not such a thing."));
  }

  private static <T> T field(
      ObjectNode json, String name, T byDefault, List<String> unclear, Function<JsonNode, T> read) {
    @Nullable JsonNode node = json.get(name);
    if (node == null) {
      return byDefault;
    }
    try {
      return read.apply(node);
    } catch (IllegalArgumentException | DateTimeException e) {
      unclear.add(name);
      return byDefault;
    }
  }

  private static @Nullable String zone(ObjectNode json, List<String> unclear) {
    @Nullable JsonNode node = json.get("zone");
    if (node == null || node.isNull()) {
      return null;
    }
    String zone = field(json, "zone", "", unclear, text -> ZoneId.of(text(text)).getId());
    return zone.isEmpty() ? null : zone;
  }

  private static @Nullable Path caFile(ObjectNode json, List<String> unclear) {
    @Nullable JsonNode node = json.get("caFile");
    if (node == null || node.isNull()) {
      return null;
    }
    Path none = Path.of("");
    Path file = field(json, "caFile", none, unclear, text -> Path.of(text(text)));
    return file.equals(none) ? null : file;
  }

  private static URI apiUrl(JsonNode node) {
    URI url = URI.create(text(node));
    boolean secret = "https".equals(url.getScheme());
    boolean here = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
    if (url.getHost() == null || !url.getPath().endsWith("/") || !(secret || here)) {
      throw new IllegalArgumentException("Not the address of a Web API.");
    }
    return url;
  }

  static boolean yesOrNo(JsonNode node) {
    if (!node.isBoolean()) {
      throw new IllegalArgumentException("Neither true nor false.");
    }
    return node.booleanValue();
  }

  private static Proxy proxy(JsonNode node) {
    return switch (text(node.path("kind"))) {
      case "system" -> new Proxy.OperatingSystem();
      case "none" -> new Proxy.None();
      case "environment" -> new Proxy.Environment();
      case "manual" ->
          new Proxy.Manual(text(node.path("host")), port(node), text(node.path("user")));
      default -> throw new IllegalArgumentException("Not a kind of proxy.");
    };
  }

  private static int port(JsonNode node) {
    int port = node.path("port").asInt(0);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("Not a port.");
    }
    return port;
  }

  private static ObjectNode proxy(Proxy proxy, ObjectNode json) {
    return switch (proxy) {
      case Proxy.OperatingSystem _ -> json.put("kind", "system");
      case Proxy.None _ -> json.put("kind", "none");
      case Proxy.Environment _ -> json.put("kind", "environment");
      case Proxy.Manual(String host, int port, String user) ->
          json.put("kind", "manual").put("host", host).put("port", port).put("user", user);
    };
  }

  static SortedSet<String> watched(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("Not a list.");
    }
    var ids = new TreeSet<String>();
    node.forEach(id -> ids.add(text(id)));
    if (ids.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("Not an id.");
    }
    return ids;
  }

  private static Theme theme(JsonNode node) {
    return Theme.valueOf(text(node).toUpperCase(Locale.ROOT));
  }

  static String text(JsonNode node) {
    if (!node.isString()) {
      throw new IllegalArgumentException("Not a text.");
    }
    return node.stringValue();
  }
}
