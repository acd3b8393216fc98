package rollcall.ui.timeline;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Source;

/// The words of the timeline, from `timeline/messages.properties`: English, each text a pattern of
/// [MessageFormat].
final class TimelineMessages {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("rollcall.ui.timeline.messages");

  /// English words; the week begins where the computer's region begins it.
  static final Locale LOCALE = Locale.of("en", Locale.getDefault().getCountry());

  private TimelineMessages() {}

  /// The text of this key, without its prefix, with its gaps filled.
  static String of(String key, Object... gaps) {
    return new MessageFormat(BUNDLE.getString("timeline." + key), LOCALE).format(gaps);
  }

  static String state(Presence presence) {
    return of("state." + presence.word());
  }

  static String cause(Cause cause) {
    return of("cause." + cause.word());
  }

  static String source(Source source) {
    return of("source." + source.word());
  }
}
