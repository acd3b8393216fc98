package rollcall.ui;

import java.nio.file.Path;

/// What Rollcall says of itself.
///
/// @param version such as `0.1.0`
/// @param history the folder of the record
/// @param settings the folder of the settings
public record About(String version, Path history, Path settings) {}
