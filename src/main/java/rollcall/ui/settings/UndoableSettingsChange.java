package rollcall.ui.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import rollcall.presence.SlackStatusKind;
import rollcall.settings.Appearance;
import rollcall.settings.NotificationSettings;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.Proxy;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.ui.model.DefaultRules;
import rollcall.ui.model.LogLine;
import rollcall.ui.text.Messages;
import rollcall.ui.text.RecordingPolicyText;
import rollcall.ui.text.RoundingText;
import rollcall.ui.text.TimeFormat;

/// Change of the settings in words, with its inverse. Pure.
///
/// @param sentence the setting and its new value, such as "Theme: Dark"
/// @param undo restores the setting and leaves all others as they are
record UndoableSettingsChange(String sentence, UnaryOperator<Settings> undo) {

  private static final Part<Appearance> APPEARANCE =
      new Part<>(Settings::appearance, Settings::withAppearance);
  private static final Part<RetentionAndAccounting> BOOKS =
      new Part<>(Settings::books, Settings::withBooks);
  private static final Part<PrivacyNoticeSettings> PRIVACY =
      new Part<>(Settings::privacy, Settings::withPrivacy);
  private static final Part<NotificationSettings> NOTIFICATIONS =
      new Part<>(Settings::notifications, Settings::withNotifications);

  /// All settings that the pages change. The watch list, the groups and the choices of an export
  /// have dialogs of their own.
  private static final List<Field<?>> FIELDS =
      List.of(
          field(
              "settings.appearance.theme",
              settings -> settings.appearance().theme(),
              AppearancePage::text,
              Settings::withTheme),
          APPEARANCE.onOff(
              "settings.appearance.contrast",
              Appearance::highContrast,
              Appearance::withHighContrast),
          APPEARANCE.field(
              "settings.appearance.text_size",
              Appearance::textPercent,
              percent -> Messages.of("settings.appearance.percent", percent),
              Appearance::withTextPercent),
          APPEARANCE.onOff(
              "settings.undo.at_once", Appearance::activeAtOnce, Appearance::withActiveAtOnce),
          field(
              "settings.time.zone",
              settings -> Optional.ofNullable(settings.zone()),
              zone -> zone.orElseGet(() -> Messages.of("settings.undo.computer")),
              (settings, zone) -> settings.withZone(zone.orElse(null))),
          field(
              "settings.proxy", Settings::proxy, UndoableSettingsChange::text, Settings::withProxy),
          field(
              "settings.ca.file",
              settings -> Optional.ofNullable(settings.caFile()),
              file -> file.map(Object::toString).orElseGet(() -> Messages.of("settings.ca.prompt")),
              (settings, file) -> settings.withCaFile(file.orElse(null))),
          field(
              "settings.slack_statuses",
              Settings::slackStatuses,
              UndoableSettingsChange::slackStatuses,
              Settings::withSlackStatuses),
          field(
              "settings.recording.hours",
              Settings::hours,
              RecordingPolicyText::hours,
              Settings::withHours),
          field(
              "settings.retention",
              settings -> settings.books().keepDays(),
              RetentionPane::label,
              Settings::withKeepDays),
          BOOKS.plain(
              "settings.counting.break",
              RetentionAndAccounting::breakMinutes,
              RetentionAndAccounting::withBreakMinutes),
          BOOKS.plain(
              "settings.counting.bridge",
              RetentionAndAccounting::bridgeSeconds,
              RetentionAndAccounting::withBridgeSeconds),
          BOOKS.field(
              "settings.counting.day-start",
              RetentionAndAccounting::dayStart,
              TimeFormat::time,
              RetentionAndAccounting::withDayStart),
          field(
              "settings.counting.rounding",
              DefaultRules::rounding,
              RoundingText::of,
              DefaultRules::withRounding),
          field(
              "settings.connection.mode", Settings::mode, ConnectionPage::text, Settings::withMode),
          field("settings.log", Settings::logLevel, LogLine::text, Settings::withLogLevel),
          PRIVACY.onOff(
              "settings.undo.informed",
              PrivacyNoticeSettings::informed,
              PrivacyNoticeSettings::withInformed),
          PRIVACY.onOff(
              "settings.undo.reason",
              PrivacyNoticeSettings::reason,
              PrivacyNoticeSettings::withReason),
          PRIVACY.onOff(
              "settings.privacy.names.start",
              PrivacyNoticeSettings::hideNames,
              PrivacyNoticeSettings::withHideNames),
          PRIVACY.field(
              "privacy.notice",
              privacy -> Optional.ofNullable(privacy.notice()),
              notice ->
                  Messages.of(
                      notice.isPresent() ? "settings.undo.notice.own" : "settings.undo.notice"),
              (privacy, notice) -> privacy.withNotice(notice.orElse(null))),
          PRIVACY.field(
              "settings.undo.sent",
              PrivacyNoticeSettings::sent,
              sent -> Integer.toString(sent.size()),
              PrivacyNoticeSettings::withSent),
          NOTIFICATIONS.field(
              "settings.notify.lost",
              NotificationSettings::lostMinutes,
              NotificationsPane::text,
              NotificationSettings::withLostMinutes),
          NOTIFICATIONS.onOff(
              "settings.notify.token",
              NotificationSettings::token,
              NotificationSettings::withToken),
          NOTIFICATIONS.onOff(
              "settings.notify.alerts",
              NotificationSettings::alerts,
              NotificationSettings::withAlerts),
          NOTIFICATIONS.field(
              "settings.notify.quiet.time",
              NotificationsPane::quiet,
              quiet ->
                  quiet
                      .map(times ->
                          TimeFormat.time(times.getFirst())
                              + "–"
                              + TimeFormat.time(times.getLast()))
                      .orElseGet(() -> Messages.of("settings.undo.none")),
              (settings, quiet) ->
                  settings.withQuiet(
                      quiet.map(List::getFirst).orElse(null),
                      quiet.map(List::getLast).orElse(null))));

  /// The change; empty if none of these settings changed, or if a value that cannot be read was
  /// replaced, which cannot be undone.
  static Optional<UndoableSettingsChange> of(Settings before, Settings after) {
    if (!before.unread().equals(after.unread())) {
      return Optional.empty();
    }
    List<UndoableSettingsChange> changes = new ArrayList<>();
    for (Field<?> field : FIELDS) {
      field.change(before, after).ifPresent(changes::add);
    }
    return switch (changes.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(changes.getFirst());
      default ->
          Optional.of(
              new UndoableSettingsChange(
                  Messages.of("settings.undo.several", changes.size()),
                  settings -> {
                    Settings all = settings;
                    for (UndoableSettingsChange change : changes) {
                      all = change.undo().apply(all);
                    }
                    return all;
                  }));
    };
  }

  /// The sentence for a setting and its new value.
  static String sentence(String key, String value) {
    return Messages.of("settings.undo.now", Messages.of(key), value);
  }

  /// One setting.
  ///
  /// @param key message key of its label
  private record Field<T>(
      String key,
      Function<Settings, T> get,
      Function<T, String> text,
      BiFunction<Settings, T, Settings> set) {
    Optional<UndoableSettingsChange> change(Settings before, Settings after) {
      T old = get.apply(before);
      T next = get.apply(after);
      return Objects.equals(old, next)
          ? Optional.empty()
          : Optional.of(
              new UndoableSettingsChange(
                  sentence(key, text.apply(next)), settings -> set.apply(settings, old)));
    }
  }

  private static <T> Field<T> field(
      String key,
      Function<Settings, T> get,
      Function<T, String> text,
      BiFunction<Settings, T, Settings> set) {
    return new Field<>(key, get, text, set);
  }

  /// Part of the settings, with settings of its own.
  private record Part<P>(Function<Settings, P> part, BiFunction<Settings, P, Settings> with) {
    <T> Field<T> field(
        String key, Function<P, T> get, Function<T, String> text, BiFunction<P, T, P> set) {
      return new Field<>(
          key,
          settings -> get.apply(part.apply(settings)),
          text,
          (settings, value) -> with.apply(settings, set.apply(part.apply(settings), value)));
    }

    Field<Boolean> onOff(String key, Function<P, Boolean> get, BiFunction<P, Boolean, P> set) {
      return field(key, get, UndoableSettingsChange::onOff, set);
    }

    <T> Field<T> plain(String key, Function<P, T> get, BiFunction<P, T, P> set) {
      return field(key, get, Object::toString, set);
    }
  }

  private static String onOff(boolean on) {
    return Messages.of(on ? "settings.undo.on" : "settings.undo.off");
  }

  private static String text(Proxy proxy) {
    return switch (proxy) {
      case Proxy.OperatingSystem() -> Messages.of("settings.proxy.system");
      case Proxy.None() -> Messages.of("settings.proxy.none");
      case Proxy.Environment() -> Messages.of("settings.proxy.environment");
      case Proxy.Manual(String host, int port, _, _) -> host + ":" + port;
    };
  }

  private static String slackStatuses(Set<SlackStatusKind> kinds) {
    String all =
        kinds.stream()
            .sorted()
            .map(kind -> Messages.of("settings.slack_statuses." + kind.word()))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? Messages.of("settings.undo.none") : all;
  }
}
