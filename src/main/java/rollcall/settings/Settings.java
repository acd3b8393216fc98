package rollcall.settings;

import java.net.URI;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The wishes of the user. Immutable; a change makes a new one, and saving is all or nothing.
/// Secrets are not in it.
///
/// @param apiUrl where the Web API is, ending in a slash
/// @param proxy how to get out
/// @param watched the ids of the people on the list
/// @param theme how the window looks
/// @param zone the IANA id of the report zone, or null for this computer's own
/// @param paused whether recording pauses until it is resumed
public record Settings(
    URI apiUrl,
    Proxy proxy,
    SortedSet<String> watched,
    Theme theme,
    @Nullable String zone,
    boolean paused) {
  /// Slack's own address.
  public static final URI SLACK = URI.create("https://slack.com/api/");

  /// What a new user starts with: nobody is watched until chosen.
  public static final Settings DEFAULT =
      new Settings(
          SLACK, new Proxy.OperatingSystem(), new TreeSet<>(), Theme.AUTOMATIC, null, false);

  public Settings {
    watched = Collections.unmodifiableSortedSet(new TreeSet<>(watched));
  }

  public Settings withProxy(Proxy newProxy) {
    return new Settings(apiUrl, newProxy, watched, theme, zone, paused);
  }

  public Settings withWatched(SortedSet<String> newWatched) {
    return new Settings(apiUrl, proxy, newWatched, theme, zone, paused);
  }

  public Settings withTheme(Theme newTheme) {
    return new Settings(apiUrl, proxy, watched, newTheme, zone, paused);
  }

  public Settings withZone(@Nullable String newZone) {
    return new Settings(apiUrl, proxy, watched, theme, newZone, paused);
  }

  public Settings withPaused(boolean nowPaused) {
    return new Settings(apiUrl, proxy, watched, theme, zone, nowPaused);
  }
}
