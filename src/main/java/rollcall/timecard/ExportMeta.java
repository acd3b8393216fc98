package rollcall.timecard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import rollcall.presence.Source;
import rollcall.presence.Workspace;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Metadata of a CSV file, summary beside it as `….meta.json`: the options used, the coverage, and
/// a checksum.
///
/// @param version the version of Rollcall
/// @param file the name of the CSV file, without its directory
/// @param sha256 the checksum of the CSV file, in hexadecimal
public record ExportMeta(
    TimecardExport export,
    ExportSummary summary,
    Instant created,
    String version,
    String file,
    String sha256) {
  /// Explanation of the limits of presence data, for readers of the file.
  public static final String SLACK_TAIL =
      "Active means that Slack saw activity within about the last 10 minutes: up to about 10"
          + " minutes without activity can stand at the end of each session. It is not work time.";

  private static final int SCHEMA = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// The file name of the metadata: `.meta.json` in place of `.csv`.
  public static String fileNameFor(String csv) {
    return csv.replaceFirst("(?i)\\.csv$", "") + ".meta.json";
  }

  /// The workspace named in the text of such a file.
  ///
  /// @return empty when it is not such a text
  public static Optional<Workspace> workspace(String text) {
    JsonNode workspace = read(text).path("workspace");
    try {
      return Optional.of(
          new Workspace(workspace.path("id").stringValue(), workspace.path("name").stringValue()));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The name of the CSV file of such a text; empty when it is not such a text.
  public static Optional<String> file(String text) {
    JsonNode json = read(text);
    return isMetadata(json) ? json.path("file").stringValueOpt() : Optional.empty();
  }

  private static boolean isMetadata(JsonNode json) {
    return json.path("schema").asInt(0) >= 1 && json.path("workspace").isObject();
  }

  /// Returns why a metadata text is unreliable, as the end of a sentence; empty when it is
  /// reliable.
  public static Optional<String> trouble(String text) {
    JsonNode json = read(text);
    if (!isMetadata(json)) {
      return Optional.of("is not what Rollcall wrote");
    }
    int schema = json.path("schema").asInt(0);
    return schema > SCHEMA
        ? Optional.of("was written by a newer Rollcall (schema " + schema + ")")
        : Optional.empty();
  }

  /// Returns the kind of export of a metadata text, as a [ExportKind#word]; blank when it has none.
  public static String kind(String text) {
    return read(text).path("kind").asString("");
  }

  /// Returns the number of rows in a metadata text; empty when it has none.
  public static OptionalLong rows(String text) {
    JsonNode rows = read(text).path("rows");
    return rows.isIntegralNumber() ? OptionalLong.of(rows.longValue()) : OptionalLong.empty();
  }

  /// The checksum of the CSV file in such a text, in hexadecimal; empty when it states none.
  public static Optional<String> sha256(String text) {
    return read(text).path("sha256").stringValueOpt();
  }

  /// Returns the CSV dialect in a metadata text; empty when it has none.
  static Optional<CsvDialect> style(String text) {
    JsonNode csv = read(text).path("csv");
    String delimiter = csv.path("delimiter").asString("");
    return delimiter.length() == 1
        ? Optional.of(
            new CsvDialect(
                csv.path("bom").asBoolean(false),
                delimiter.charAt(0),
                '.',
                isGuarded(text),
                false,
                Set.of()))
        : Optional.empty();
  }

  /// Returns whether cells that a spreadsheet could run are marked in the CSV file of such a text;
  /// true when it does not say.
  public static boolean isGuarded(String text) {
    return read(text).path("csv").path("formula_guard").asBoolean(true);
  }

  /// Returns whether such a text states that each person's own time zone was used.
  public static boolean ownZones(String text) {
    return read(text).path("own_zones").asBoolean(false);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  /// The file's text, ending in a line break.
  public String text() {
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", SCHEMA)
        .put("kind", export.spec().kind().word())
        .put("file", file)
        .put("sha256", sha256);
    json.put("app", "Rollcall " + version).put("created_utc", created.toString());
    json.putObject("workspace")
        .put("id", export.workspace().id())
        .put("name", export.workspace().name());
    DayRange days = export.spec().days();
    json.put("from", days.first().toString()).put("to", days.last().toString());
    rules(json);
    style(json);
    totals(json);
    json.put("note", SLACK_TAIL);
    return JSON.writeValueAsString(json) + "\n";
  }

  private void rules(ObjectNode json) {
    AccountingRules rules = export.spec().rules();
    json.put("time_zone", rules.zone().getId()).put("own_zones", rules.ownZones());
    json.put("day_starts_at", rules.dayStart().toString());
    json.put("break_over_s", rules.breakOver().toSeconds());
    json.put("bridge_up_to_s", rules.bridgeUpTo().toSeconds());
    json.put("rounding_min", export.spec().kind().rounded() ? rules.rounding().minutes() : 0);
    json.put("rounding_to", rules.rounding().to().word());
    if (export.spec().kind() == ExportKind.INTERVALS) {
      json.put("split_at_midnight", export.spec().splitAtMidnight());
    }
  }

  private void style(ObjectNode json) {
    CsvDialect style = export.spec().style();
    json.putObject("csv")
        .put("charset", "UTF-8")
        .put("bom", style.bom())
        .put("delimiter", Character.toString(style.delimiter()))
        .put("decimal_mark", Character.toString(style.decimalMark()))
        .put("formula_guard", style.guarded());
    if (export.spec().kind() == ExportKind.TIMECARDS && !style.extras().isEmpty()) {
      ArrayNode extras = json.putArray("extra_columns");
      Arrays.stream(ExtraColumn.values())
          .filter(style.extras()::contains)
          .forEach(extra -> extras.add(extra.word()));
    }
    json.put("people", export.people().size()).put("names_hidden", export.spec().namesHidden());
    filters(json.putObject("filters"));
  }

  /// The choice of people. A group of the user may be named after a person: it has no name while
  /// names are hidden.
  private void filters(ObjectNode json) {
    PeopleFilter filter = export.spec().filter();
    json.put("people", filter.kind().word());
    if (filter.kind() == PeopleFilter.Kind.PERSON) {
      json.put("name", export.shown(0).name());
    } else if (!filter.name().isEmpty() && !export.spec().namesHidden()) {
      json.put("name", filter.name());
    }
  }

  private void totals(ObjectNode json) {
    json.put("rows", summary.rows());
    if (export.spec().kind() == ExportKind.EVENTS) {
      return;
    }
    json.put("running", summary.running());
    if (summary.totalsOnly() > 0) {
      json.put("totals_only_days", summary.totalsOnly());
    }
    json.put("watched_s", summary.watched().toSeconds());
    json.put("observed_s", summary.observed().toSeconds());
    if (summary.watched().isZero()) {
      json.putNull("coverage_pct");
    } else {
      json.put("coverage_pct", percent(summary.coverage()));
    }
    ObjectNode shares = json.putObject("source_share_pct");
    for (Source source : new Source[] {Source.RTM, Source.POLL, Source.DEMO}) {
      shares.put(source.word(), percent(summary.share(source)));
    }
  }

  private static BigDecimal percent(double share) {
    return BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_UP);
  }
}
