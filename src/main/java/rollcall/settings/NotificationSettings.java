package rollcall.settings;

import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Notifications on the desktop. Immutable.
///
/// @param lostMinutes minutes without a connection after which the loss is notified; 0 for never
/// @param token whether the end of the token is notified
/// @param alerts whether alerts and messages that have ended are notified
/// @param quietFrom begin of the time of day without notifications, or null for none
/// @param quietTo its end; equal to the begin for the whole day
public record NotificationSettings(
    int lostMinutes,
    boolean token,
    boolean alerts,
    @Nullable LocalTime quietFrom,
    @Nullable LocalTime quietTo) {
  /// All notifications, the loss of the connection after five minutes.
  public static final NotificationSettings DEFAULT =
      new NotificationSettings(5, true, true, null, null);

  private static final int MOST_MINUTES = 240;
  private static final String FIELD = "notifications";
  private static final String SILENCE = "there are no notifications";
  private static final String OFF = "there are no notifications of this kind";

  public NotificationSettings withLostMinutes(int minutes) {
    return new NotificationSettings(minutes, token, alerts, quietFrom, quietTo);
  }

  public NotificationSettings withToken(boolean on) {
    return new NotificationSettings(lostMinutes, on, alerts, quietFrom, quietTo);
  }

  public NotificationSettings withAlerts(boolean on) {
    return new NotificationSettings(lostMinutes, token, on, quietFrom, quietTo);
  }

  /// The same settings with this quiet time, or without one.
  public NotificationSettings withQuiet(@Nullable LocalTime from, @Nullable LocalTime to) {
    return new NotificationSettings(lostMinutes, token, alerts, from, to);
  }

  /// Returns whether there are no notifications at this time of day.
  public boolean isQuiet(LocalTime time) {
    if (quietFrom == null || quietTo == null) {
      return false;
    }
    boolean afterBegin = !time.isBefore(quietFrom);
    boolean beforeEnd = time.isBefore(quietTo);
    return quietFrom.isBefore(quietTo) ? afterBegin && beforeEnd : afterBegin || beforeEnd;
  }

  /// Names of the fields that differ in the other settings.
  Stream<String> changed(NotificationSettings other) {
    boolean sameQuiet =
        Objects.equals(quietFrom, other.quietFrom) && Objects.equals(quietTo, other.quietTo);
    return Stream.of(
            lostMinutes == other.lostMinutes ? "" : "lostMinutes",
            token == other.token ? "" : "token",
            alerts == other.alerts ? "" : "alerts",
            sameQuiet ? "" : "quietFrom",
            sameQuiet ? "" : "quietTo")
        .filter(Predicate.not(String::isEmpty))
        .map(name -> FIELD + "." + name);
  }

  /// Reads the settings. What cannot be read notifies of nothing: while one end of the quiet time
  /// is unknown, the whole day is quiet.
  static NotificationSettings read(FieldReader settings) {
    FieldReader own = settings.object(FIELD, SILENCE);
    if (own.broken()) {
      return new NotificationSettings(0, false, false, null, null);
    }
    LocalTime from = time(own, "quietFrom");
    LocalTime to = time(own, "quietTo");
    boolean quietKnown = !own.lacks("quietFrom") && !own.lacks("quietTo");
    if (!quietKnown) {
      // Both ends stay in the file.
      own.unread().addAll(List.of(FIELD + ".quietFrom", FIELD + ".quietTo"));
    }
    return new NotificationSettings(
        own.number("lostMinutes", 0, MOST_MINUTES, DEFAULT.lostMinutes(), 0, OFF),
        own.yesOrNo("token", DEFAULT.token(), false, OFF),
        own.yesOrNo("alerts", DEFAULT.alerts(), false, OFF),
        quietKnown ? from : LocalTime.MIDNIGHT,
        quietKnown ? to : LocalTime.MIDNIGHT);
  }

  private static @Nullable LocalTime time(FieldReader own, String name) {
    return own.guarded(
        name,
        "a time such as \"22:00\", or null",
        null,
        null,
        SILENCE,
        FieldReader.orNull(FieldReader::time));
  }

  ObjectNode write(ObjectNode json) {
    return json.put("lostMinutes", lostMinutes)
        .put("token", token)
        .put("alerts", alerts)
        .put("quietFrom", quietFrom == null ? null : quietFrom.toString())
        .put("quietTo", quietTo == null ? null : quietTo.toString());
  }
}
