package rollcall.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rollcall.presence.OverlayKind;
import rollcall.presence.RecordingHours;

/// The wishes of the user. Immutable; a change makes a new one, and saving is all or nothing.
/// Secrets are not in it.
///
/// @param apiUrl where the Web API is, ending in a slash
/// @param proxy how to get out
/// @param caFile a file with certificates of authorities that are trusted beside those of this
///   computer and of Java, or null for none
/// @param watched the ids of the people who were chosen one by one
/// @param follows the channels and user groups whose people are watched too
/// @param overlays what is kept of people beside their presence
/// @param theme how the window looks
/// @param zone the IANA id of the report zone, or null for this computer's own
/// @param paused whether recording pauses until it is resumed
/// @param hours when people may be recorded, each by their own clock
/// @param books how long the record is kept, and how it is counted
/// @param export what was chosen for the last export
public record Settings(
    URI apiUrl,
    Proxy proxy,
    @Nullable Path caFile,
    SortedSet<String> watched,
    FollowedGroups follows,
    Set<OverlayKind> overlays,
    Theme theme,
    @Nullable String zone,
    boolean paused,
    RecordingHours hours,
    RecordSettings books,
    ExportChoices export) {
  /// Slack's own address.
  public static final URI SLACK = URI.create("https://slack.com/api/");

  /// What a new user starts with: nobody is watched until chosen.
  public static final Settings DEFAULT =
      new Settings(
          SLACK,
          new Proxy.OperatingSystem(),
          null,
          new TreeSet<>(),
          FollowedGroups.NONE,
          Set.of(),
          Theme.AUTOMATIC,
          null,
          false,
          RecordingHours.ALWAYS,
          RecordSettings.USUAL,
          ExportChoices.USUAL);

  public Settings {
    overlays = Set.copyOf(overlays);
    watched = Collections.unmodifiableSortedSet(new TreeSet<>(watched));
  }

  /// Whose midnights begin a day: the zone that was named, or that of this computer.
  public ZoneId reportZone() {
    return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
  }

  public Settings withProxy(Proxy newProxy) {
    return new Settings(
        apiUrl, newProxy, caFile, watched, follows, overlays, theme, zone, paused, hours, books,
        export);
  }

  public Settings withCaFile(@Nullable Path newFile) {
    return new Settings(
        apiUrl, proxy, newFile, watched, follows, overlays, theme, zone, paused, hours, books,
        export);
  }

  public Settings withWatched(SortedSet<String> newWatched) {
    return new Settings(
        apiUrl,
        proxy,
        caFile,
        newWatched,
        follows,
        overlays,
        theme,
        zone,
        paused,
        hours,
        books,
        export);
  }

  public Settings withFollows(FollowedGroups newFollows) {
    return new Settings(
        apiUrl,
        proxy,
        caFile,
        watched,
        newFollows,
        overlays,
        theme,
        zone,
        paused,
        hours,
        books,
        export);
  }

  public Settings withOverlays(Set<OverlayKind> newOverlays) {
    return new Settings(
        apiUrl,
        proxy,
        caFile,
        watched,
        follows,
        newOverlays,
        theme,
        zone,
        paused,
        hours,
        books,
        export);
  }

  public Settings withTheme(Theme newTheme) {
    return new Settings(
        apiUrl, proxy, caFile, watched, follows, overlays, newTheme, zone, paused, hours, books,
        export);
  }

  public Settings withZone(@Nullable String newZone) {
    return new Settings(
        apiUrl, proxy, caFile, watched, follows, overlays, theme, newZone, paused, hours, books,
        export);
  }

  public Settings withPaused(boolean nowPaused) {
    return new Settings(
        apiUrl, proxy, caFile, watched, follows, overlays, theme, zone, nowPaused, hours, books,
        export);
  }

  public Settings withHours(RecordingHours newHours) {
    return new Settings(
        apiUrl, proxy, caFile, watched, follows, overlays, theme, zone, paused, newHours, books,
        export);
  }

  public Settings withBooks(RecordSettings newBooks) {
    return new Settings(
        apiUrl, proxy, caFile, watched, follows, overlays, theme, zone, paused, hours, newBooks,
        export);
  }

  public Settings withExport(ExportChoices newExport) {
    return new Settings(
        apiUrl, proxy, caFile, watched, follows, overlays, theme, zone, paused, hours, books,
        newExport);
  }
}
