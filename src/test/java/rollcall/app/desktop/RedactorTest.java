package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.presence.Person;
import rollcall.presence.UserId;

class RedactorTest {
  private final Redactor redactor = new Redactor();

  @BeforeEach
  void people() {
    add("U0H7I8J9K", "Grace", "Grace Hopper", "grace_h");
    add("U0A1B2C3D", "=Kai Müller", "Kai Müller", "kai");
    add("U0A1B2C3E", "Bo", "", "bo");
    add("U0A1B2C3F", "🌻", "", "");
    redactor.add("Acme Corp", "workspace");
  }

  @CsvSource(
      delimiter = '|',
      value = {
        "Grace Hopper is active | person-1 is active",
        "GRACE HOPPER, @grace_h and Hopper | person-1, @person-1 and person-1",
        "U0H7I8J9K: away | person-1: away",
        "=Kai Müller, kai | =person-2, person-2",
        "Bo and bo | person-3 and person-3",
        "Bob and Borders and gracefully | Bob and Borders and gracefully",
        "🌻 sleeps | person-4 sleeps",
        "acme corp: xoxb-abcdefghijkl-secret | workspace: xoxb-…",
        "ada@acme.example | e-mail",
        "http://grace:pass@proxy:8080 | http://…@proxy:8080",
        "W012A3CDE and C0123456789, W012A3CDE | id-5 and id-6, id-5",
        "WARNING RtmSource | WARNING RtmSource",
        "2026-11-29T10:32:19.832Z | 2026-11-29T10:32:19.832Z",
      })
  @ParameterizedTest
  void allThatNamesSomeoneIsReplaced(String text, String redacted) {
    assertEquals(redacted, redactor.redacted(text));
  }

  @CsvSource(
      delimiter = '|',
      value = {
        "/home/ann  | Data: /home/ann/.local     | Data: ~/.local",
        "/home/ann/ | (/home/ann) and /home/ann. | (~) and ~.",
        "/home/ann  | /home/anna and /home/ann-2 | /home/anna and /home/ann-2",
        "/          | /home/ann and 1/2          | /home/ann and 1/2",
        "?          | Ready? Yes                 | Ready? Yes",
        "''         | Ready? Yes                 | Ready? Yes",
      })
  @ParameterizedTest
  void theHomeDirectoryIsReplacedButNoOtherPath(String home, String text, String replaced) {
    assertEquals(replaced, Redactor.withoutHome(text, home));
  }

  @Test
  void tenThousandPeopleAndALongLogTakeNoNoticeableTime() {
    for (int i = 0; i < 10_000; i++) {
      add("U9" + (1_000_000 + i), "Person" + i, "First" + i + " Last" + i, "handle" + i);
    }
    String line = "2026-11-29T10:32:19 INFO RtmSource: First77 Last77 changed to away\n";
    String redacted = redactor.redacted(line.repeat(15_000));
    assertEquals(
        15_000,
        redacted
            .lines()
            .filter(
                one -> one.equals("2026-11-29T10:32:19 INFO RtmSource: person-82 changed to away"))
            .count());
  }

  private void add(String id, String name, String realName, String handle) {
    redactor.addPerson(new Person(new UserId(id), name, realName, "", null, false, false), handle);
  }
}
