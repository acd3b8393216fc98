package rollcall.ui.model;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What Rollcall says of itself.
///
/// @param version such as `0.1.0`
/// @param history the folder of the record
/// @param settings the folder of the settings
/// @param address where Slack is looked for in this run whatever the settings say, or null
public record AboutModel(String version, Path history, Path settings, @Nullable URI address) {}
