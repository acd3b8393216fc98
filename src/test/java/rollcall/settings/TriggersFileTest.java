package rollcall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.UserId;
import rollcall.settings.OneTimeTrigger.State;

class TriggersFileTest {
  private static final Instant NOW = Instant.parse("2026-09-17T15:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Instant EXPIRES = NOW.plus(Duration.ofDays(7));
  private static final UserId PRIYA = new UserId("U0PRIYA");
  private static final UserId KAI = new UserId("U0KAI");
  private static final OneTimeTrigger ALERT = OneTimeTrigger.of("a", PRIYA, null, NOW, EXPIRES);
  private static final OneTimeTrigger MESSAGE =
      OneTimeTrigger.of("m", KAI, "Five \"minutes\"?\n", NOW, EXPIRES);
  private static final Triggers BOTH = new Triggers(true, List.of(ALERT, MESSAGE));

  @TempDir Path folder;

  @Test
  void triggersAreLoadedAsTheyWereSaved() throws IOException {
    Triggers all =
        BOTH.change("m", one -> one.failed("offline", LATER, LATER.plusSeconds(60)))
            .change("a", one -> one.in(State.DONE, LATER));
    file().save(all);
    assertEquals(new TriggersFile.Loaded(all, Optional.empty()), file().load(LATER));
  }

  @Test
  void withoutAFileThereAreNone() throws IOException {
    assertEquals(new TriggersFile.Loaded(Triggers.NONE, Optional.empty()), file().load(NOW));
    assertEquals(List.of(), files());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerMayReadTheFile() throws IOException {
    file().save(BOTH);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
  }

  @Test
  void aMessageWhoseSendingWasInterruptedMayHaveBeenSent() throws IOException {
    file().save(BOTH.change("m", one -> one.in(State.SENDING, NOW)));
    Triggers loaded = file().load(LATER).triggers();
    assertEquals(State.UNCERTAIN, loaded.find("m").orElseThrow().state());
    assertEquals(List.of(), loaded.due(LATER, KAI::equals));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void aDamagedFileSendsNothingAndIsNamedAndKept(String content) throws IOException {
    Files.writeString(path(), content);
    TriggersFile.Loaded loaded = file().load(NOW);
    assertEquals(Triggers.NONE, loaded.triggers());
    Path copy = folder.resolve("triggers.json.damaged");
    assertEquals(
        "The waiting alerts and messages in "
            + path()
            + " cannot be read: none of them is sent. The file as it was is kept as "
            + copy
            + ".",
        loaded.complaint().orElseThrow().english());
    file().save(BOTH);
    assertEquals(content, Files.readString(copy));
  }

  static Stream<String> damaged() {
    return Stream.of(
        "",
        "{",
        "[]",
        "{\"maySend\":true}",
        "{\"triggers\":[]}",
        "{\"maySend\":\"yes\",\"triggers\":[]}",
        "{\"maySend\":true,\"triggers\":[{\"id\":\"m\",\"user\":\"U0KAI\",\"text\":\"Hi\"}]}",
        "{\"maySend\":true,\"maySend\":false,\"triggers\":[]}");
  }

  @Test
  void anIdThatIsUsedTwiceSendsNothing() throws IOException {
    file().save(BOTH.with(OneTimeTrigger.of("m", PRIYA, "Other", NOW, EXPIRES)));
    assertEquals(Triggers.NONE, file().load(NOW).triggers());
  }

  @Test
  void anUnknownStateSendsNothing() throws IOException {
    file().save(BOTH);
    Files.writeString(path(), Files.readString(path()).replace("waiting", "queued"));
    assertEquals(Triggers.NONE, file().load(NOW).triggers());
  }

  @Test
  void aFolderInItsPlaceIsSaid() throws IOException {
    Files.createDirectory(path());
    assertTrue(
        assertThrows(IOException.class, () -> file().load(NOW))
            .getMessage()
            .contains(" cannot be read"));
  }

  @Test
  void anErasedPersonIsInNoFileAndNoCopy() throws IOException {
    file().save(BOTH);
    Files.writeString(folder.resolve("triggers.json.damaged"), "{ U0KAI");
    Files.writeString(folder.resolve("triggers.json.damaged-2"), "{ U0PRIYA");
    Files.writeString(folder.resolve(".triggers.json123.new"), "{}");
    file().forget(Set.of(KAI));
    assertEquals(new Triggers(true, List.of(ALERT)), file().load(NOW).triggers());
    assertEquals(List.of("triggers.json", "triggers.json.damaged-2"), files());
  }

  @Test
  void aFileThatCannotBeReadIsDeletedWithThePersonInIt() throws IOException {
    Files.writeString(path(), "{ U0KAI");
    file().forget(Set.of(KAI));
    assertEquals(List.of(), files());
  }

  @Test
  void allAreDeleted() throws IOException {
    Files.writeString(folder.resolve("history.db"), "");
    file().save(BOTH);
    Files.writeString(folder.resolve("triggers.json.damaged"), "{ U0KAI");
    file().delete();
    assertEquals(List.of("history.db"), files());
  }

  @Test
  void aTriggerIsDueOnlyWhileThePersonIsActiveAndBeforeItsExpiry() {
    assertEquals(List.of(), BOTH.due(NOW, _ -> false));
    assertEquals(List.of(MESSAGE), BOTH.due(NOW, KAI::equals));
    assertEquals(List.of(), BOTH.due(EXPIRES, _ -> true));
    Triggers failed = BOTH.change("m", one -> one.failed("offline", NOW, LATER));
    assertEquals(List.of(), failed.due(LATER.minusMillis(1), KAI::equals));
    assertEquals(1, failed.due(LATER, KAI::equals).size());
  }

  @Test
  void whatEndedIsNotDueAgain() {
    for (State state : List.of(State.SENDING, State.DONE, State.UNCERTAIN, State.EXPIRED)) {
      assertEquals(List.of(), BOTH.change("m", one -> one.in(state, NOW)).due(NOW, KAI::equals));
    }
  }

  @Test
  void anExpiredTriggerIsGivenUpWithTheReasonAndIsSeenForAWeek() {
    Triggers failed = BOTH.change("m", one -> one.failed("channel_not_found", NOW, LATER));
    assertEquals(failed, failed.expire(EXPIRES.minusMillis(1)));
    Triggers expired = failed.expire(EXPIRES);
    OneTimeTrigger message = expired.find("m").orElseThrow();
    assertEquals(State.EXPIRED, message.state());
    assertEquals("channel_not_found", message.problem());
    assertEquals(expired, expired.expire(EXPIRES.plus(Duration.ofDays(7))));
    assertEquals(List.of(), expired.expire(EXPIRES.plus(Duration.ofDays(7)).plusMillis(1)).all());
  }

  @Test
  void aMessageThatIsBeingSentDoesNotExpire() {
    Triggers sending = BOTH.change("m", one -> one.in(State.SENDING, NOW));
    assertEquals(State.SENDING, sending.expire(EXPIRES).find("m").orElseThrow().state());
    assertFalse(sending.find("m").orElseThrow().hasEnded());
  }

  private TriggersFile file() {
    return new TriggersFile(folder);
  }

  private Path path() {
    return folder.resolve(TriggersFile.NAME);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }
}
