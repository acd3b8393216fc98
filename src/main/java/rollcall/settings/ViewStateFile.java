package rollcall.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.files.PrivateFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// File of the [ViewState]: JSON, replaced atomically. Nothing depends on it: what cannot be read
/// has its default. One thread at a time.
public final class ViewStateFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  public ViewStateFile(Path file) {
    this.file = file;
  }

  /// Loads the state; the default for all that cannot be read.
  public ViewState load() {
    try {
      return Files.isRegularFile(file)
          ? read(JSON.readTree(Files.readAllBytes(file)))
          : ViewState.DEFAULT;
    } catch (IOException | JacksonException e) {
      return ViewState.DEFAULT;
    }
  }

  public void save(ViewState state) throws IOException {
    PrivateFiles.replace(file, JSON.writeValueAsBytes(write(state)));
  }

  private static ViewState read(JsonNode json) {
    return new ViewState(
        json.path("screen").asString(""),
        json.path("range").asString(""),
        json.path("period").asString(""),
        json.path("sort").asString(""),
        json.path("descending").asBoolean(false),
        json.path("density").asString(""),
        Math.max(0, json.path("nameWidth").asDouble(0)),
        json.path("hiddenColumns").asString(""),
        Math.max(0, json.path("hiddenMinutes").asInt(0)),
        json.path("closing").asString(""),
        json.path("language").asString(""),
        json.path("conventions").asString(""),
        instant(json.path("shown").asString("")),
        place(json.path("place")));
  }

  private static @Nullable Instant instant(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static ViewState.@Nullable Place place(JsonNode json) {
    double width = json.path("width").asDouble(0);
    double height = json.path("height").asDouble(0);
    boolean complete = json.path("x").isNumber() && json.path("y").isNumber();
    return complete && width > 0 && height > 0
        ? new ViewState.Place(
            json.path("x").asDouble(0),
            json.path("y").asDouble(0),
            width,
            height,
            json.path("maximized").asBoolean(false))
        : null;
  }

  private static ObjectNode write(ViewState state) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("screen", state.screen())
            .put("range", state.range())
            .put("period", state.period())
            .put("sort", state.sort())
            .put("descending", state.descending())
            .put("density", state.density())
            .put("nameWidth", state.nameWidth())
            .put("hiddenColumns", state.hiddenColumns())
            .put("hiddenMinutes", state.hiddenMinutes())
            .put("closing", state.closing())
            .put("language", state.language())
            .put("conventions", state.conventions());
    Instant shown = state.shown();
    if (shown != null) {
      json.put("shown", shown.toString());
    }
    ViewState.Place place = state.place();
    if (place != null) {
      json.putObject("place")
          .put("x", place.x())
          .put("y", place.y())
          .put("width", place.width())
          .put("height", place.height())
          .put("maximized", place.maximized());
    }
    return json;
  }
}
