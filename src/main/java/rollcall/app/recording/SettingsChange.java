package rollcall.app.recording;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.SettingsMapper;
import rollcall.settings.Settings;

/// Consequences of a change of the settings for a session, in the window and without one. Pure.
public record SettingsChange(Settings before, Settings now) {
  /// Returns whether this part of the settings differs.
  public boolean of(Function<Settings, ? extends @Nullable Object> part) {
    return !Objects.equals(part.apply(before), part.apply(now));
  }

  /// Returns whether other people may be recorded, or at other times.
  public boolean schedule() {
    return of(Settings::hours) || of(Settings::reportZone) || of(SettingsMapper::paused);
  }

  /// Returns whether data is kept for another time, also because the retention has become known.
  public boolean retention() {
    return of(SettingsMapper::retention);
  }

  /// Returns whether Slack is reached in another way.
  public boolean connection() {
    return of(Settings::proxy)
        || !Objects.equals(before.caFile(), now.caFile())
        || of(Settings::mode)
        || of(Settings::modeKnown)
        || of(Settings::apiUrl);
  }
}
