package rollcall.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.Settings;

class PseudonymsTest {
  private static final Person GRACE =
      new Person(
          new UserId("U2"), "Grace", "Grace Hopper", "Admiral", ZoneOffset.UTC, false, false);

  @Test
  void aPersonKeepsTheNumberAndLosesTheProfile() {
    Pseudonyms names = new Pseudonyms();
    names.number(List.of(new UserId("U3"), GRACE.id(), new UserId("U1")));
    Person hidden = names.hide(GRACE);
    assertEquals(new Person(GRACE.id(), "Person 02", "", "", ZoneOffset.UTC, false, false), hidden);
    names.number(List.of(new UserId("U0")));
    assertEquals(hidden, names.hide(GRACE));
    assertEquals("Person 04", names.hide(Person.unknown(new UserId("U0"))).name());
    names.number(IntStream.range(100, 300).mapToObj(i -> new UserId("U" + i)).toList());
    assertEquals("Person 002", names.hide(GRACE).name());
  }

  @Test
  void anExportOfSomePeopleHasTheNumbersOfTheScreen() {
    PresenceModel model = new PresenceModel(Instant.EPOCH, ZoneOffset.UTC);
    UserId other = new UserId("U1");
    model.setWatched(Set.of(GRACE.id(), other));
    assertEquals(Map.of(GRACE.id(), 2), model.hiddenNumbers(Set.of(GRACE.id())));
    model.namesHidden().set(true);
    assertEquals("Person 02", model.person(GRACE.id()).name());
    assertEquals("Person 01", model.person(other).name());
  }

  @Test
  void namesAreHiddenFromTheStartIfTheFirstSettingsSaySo() {
    PresenceModel model = new PresenceModel(Instant.EPOCH, ZoneOffset.UTC);
    model.setUserList(new UserList(List.of(GRACE), 0, UserList.State.COMPLETE));
    Settings hiding = Settings.DEFAULT.withPrivacy(PrivacyNoticeSettings.NONE.withHideNames(true));
    model.setSettings(hiding);
    model.setWatched(Set.of(GRACE.id()));
    assertTrue(model.namesHidden().get());
    assertEquals("Person 01", model.rows().getFirst().state().person().name());
    model.namesHidden().set(false);
    assertEquals("Grace", model.rows().getFirst().state().person().name());
    model.setSettings(hiding.withPaused(true));
    assertFalse(model.namesHidden().get(), "only the first settings count");
  }
}
