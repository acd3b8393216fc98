package rollcall.ui.text;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Settings;

/// Notice to the people who are recorded. Pure.
public final class PrivacyNotice {
  private PrivacyNotice() {}

  /// The user's own text, or the usual one with the retention.
  public static String of(Settings settings) {
    return Optional.ofNullable(settings.privacy().notice()).orElseGet(() -> usual(settings));
  }

  /// The typed text as a setting: null for the usual one and for an empty one.
  public static @Nullable String own(String typed, Settings settings) {
    String text = typed.strip();
    return text.isEmpty() || text.equals(usual(settings)) ? null : text;
  }

  private static String usual(Settings settings) {
    int days = settings.books().keepDays();
    return Messages.of(
        "privacy.notice.text",
        !settings.retentionKnown() || days == 0
            ? Messages.of("privacy.notice.forever")
            : Messages.of(
                settings.books().keepsDayTotals() ? "privacy.notice.totals" : "retention.days",
                days));
  }
}
