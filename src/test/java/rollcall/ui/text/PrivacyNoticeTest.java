package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import rollcall.settings.Settings;

class PrivacyNoticeTest {
  @Test
  void theUsualNoticeNamesTheRetention() {
    assertEquals(
        "Hi, I use a small tool on my computer that shows when chosen colleagues are active or away"
            + " in Slack and keeps 400 days. Purpose: when to reach people. Tell me if you want to"
            + " see or remove your data.",
        PrivacyNotice.of(Settings.DEFAULT));
    assertTrue(
        PrivacyNotice.of(Settings.DEFAULT.withKeepDays(0))
            .contains("keeps this until I delete it."));
  }

  @Test
  void onlyAnOwnTextIsASetting() {
    assertEquals("Hi", PrivacyNotice.own(" Hi\n", Settings.DEFAULT));
    assertNull(PrivacyNotice.own(" ", Settings.DEFAULT));
    assertNull(PrivacyNotice.own(PrivacyNotice.of(Settings.DEFAULT), Settings.DEFAULT));
  }
}
