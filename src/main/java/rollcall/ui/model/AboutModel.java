package rollcall.ui.model;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Content of the About page.
///
/// @param version such as `0.1.0`
/// @param history the history folder
/// @param settings the settings folder
/// @param address Slack API address given for this run, which overrides the settings, or null
public record AboutModel(String version, Path history, Path settings, @Nullable URI address) {}
