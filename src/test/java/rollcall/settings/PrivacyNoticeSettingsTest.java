package rollcall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rollcall.settings.PrivacyNoticeSettings.SentNotice;

class PrivacyNoticeSettingsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 9, 17);

  @Test
  void aNoticeIsMissingForPeopleWhoGotNone() {
    PrivacyNoticeSettings privacy =
        PrivacyNoticeSettings.NONE
            .sending(DAY, Set.of("U1", "U2"))
            .sending(DAY.plusDays(1), Set.of("U3"))
            .sending(DAY.plusDays(2), Set.of());
    assertEquals(2, privacy.sent().size());
    assertEquals(Set.of("U4"), privacy.notNoticed(Set.of("U1", "U3", "U4")));
    assertEquals(
        Set.of("U3"), privacy.without(privacy.sent().getLast()).notNoticed(Set.of("U1", "U3")));
  }

  @Test
  void anErasedPersonIsInNoNotice() {
    PrivacyNoticeSettings privacy =
        PrivacyNoticeSettings.NONE.sending(DAY, Set.of("U1", "U2")).sending(DAY, Set.of("U1"));
    assertEquals(
        List.of(new SentNotice(DAY, new TreeSet<>(Set.of("U2")))), privacy.without("U1").sent());
  }
}
