package rollcall.simulator.people;

import static rollcall.simulator.people.Team.DESIGN;
import static rollcall.simulator.people.Team.ENGINEERING;
import static rollcall.simulator.people.Team.OPERATIONS;
import static rollcall.simulator.people.Team.SALES;
import static rollcall.simulator.people.Team.SUPPORT;
import static rollcall.simulator.people.WorkPattern.BLIPS;
import static rollcall.simulator.people.WorkPattern.NEVER;
import static rollcall.simulator.people.WorkPattern.NIGHT;
import static rollcall.simulator.people.WorkPattern.ORDINARY;
import static rollcall.simulator.people.WorkPattern.RESTLESS;
import static rollcall.simulator.people.WorkPattern.STEADY;
import static rollcall.simulator.people.WorkPattern.WEEKEND_ROTA;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Simulated company: 24 people with names and work patterns of their own, in five time zones that
/// together always have at least one person at work; beyond those, any number of generated people.
public final class Company {
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
  private static final List<ZoneId> ZONES =
      List.of(BERLIN, NEW_YORK, KOLKATA, LOS_ANGELES, AUCKLAND);
  private static final List<WorkPattern> WORK_PATTERNS =
      List.of(ORDINARY, STEADY, RESTLESS, ORDINARY, WEEKEND_ROTA);
  private static final List<Team> TEAMS = List.of(ENGINEERING, DESIGN, SUPPORT, OPERATIONS, SALES);
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final List<Template> TEMPLATES =
      List.of(
          new Template("Ada Brandt", "", "Engineering lead", ENGINEERING, BERLIN, ORDINARY),
          new Template("Jonas Weber", "Jonas W.", "Backend engineer", ENGINEERING, BERLIN, STEADY),
          new Template("Kai Müller", "Kai Müller", "Data analyst", SALES, BERLIN, RESTLESS),
          new Template("Søren 🦊 Ångström", "Søren 🦊", "Designer", DESIGN, BERLIN, ORDINARY),
          new Template("Lena Vogel", "", "Support engineer", SUPPORT, BERLIN, WEEKEND_ROTA),
          new Template("Emil Novák", "", "Release engineer", OPERATIONS, BERLIN, RESTLESS),
          new Template("Maya Goldberg", "", "Product designer", DESIGN, NEW_YORK, RESTLESS),
          new Template("Theo Carter", "", "Account executive", SALES, NEW_YORK, RESTLESS),
          new Template("Imani Okafor", "", "Support lead", SUPPORT, NEW_YORK, WEEKEND_ROTA),
          new Template("Walter Haines", "Walt", "Founder, on sabbatical", SALES, NEW_YORK, NEVER),
          new Template("Rosa Delgado", "", "Frontend engineer", ENGINEERING, NEW_YORK, STEADY),
          new Template("Priya Raman", "", "Site reliability", OPERATIONS, KOLKATA, ORDINARY),
          new Template("Arjun Mehta", "", "Mobile engineer", ENGINEERING, BERLIN, ORDINARY),
          new Template("Neha Kapoor", "", "Support engineer", SUPPORT, KOLKATA, STEADY),
          new Template("Vikram Shetty", "", "Engineer, from a train", ENGINEERING, KOLKATA, BLIPS),
          new Template("Anil Das", "", "Partner manager", SALES, KOLKATA, RESTLESS),
          new Template("Grace Lindqvist", "", "Principal engineer", ENGINEERING, BERLIN, STEADY),
          new Template("Diego Fuentes", "", "Night operator", OPERATIONS, LOS_ANGELES, NIGHT),
          new Template("Hana Sato", "Hana 花", "Researcher", DESIGN, NEW_YORK, ORDINARY),
          new Template("Owen Park", "", "Support engineer", SUPPORT, LOS_ANGELES, WEEKEND_ROTA),
          new Template("Aroha Ngata", "", "Operations lead", OPERATIONS, AUCKLAND, ORDINARY),
          new Template("Finn McRae", "", "Support engineer", SUPPORT, AUCKLAND, STEADY),
          new Template("Tui Parata", "", "Illustrator", DESIGN, BERLIN, RESTLESS),
          new Template("Sophie O’Neill", "", "Office manager", OPERATIONS, NEW_YORK, ORDINARY));

  private static final List<String> FIRST_NAMES =
      List.of(
          "Alma", "Bruno", "Carla", "Dario", "Edith", "Farid", "Gita", "Hugo", "Irma", "Jamal",
          "Kira", "Luca", "Mina", "Nils", "Olga", "Pavel", "Quinn", "Ravi", "Sara", "Tomas");
  private static final List<String> LAST_NAMES =
      List.of(
          "Abel", "Bosch", "Costa", "Dahl", "Evans", "Frost", "Gupta", "Holm", "Ivers", "Jensen",
          "Keller", "Lopez", "Moreau", "Nair", "Olsen", "Petit", "Quist", "Rossi", "Silva",
          "Tanaka", "Urban", "Visser", "Wagner", "Young", "Zeman");

  /// Anil, who joined the company recently.
  private static final int NEWEST = 15;

  private static final int DAYS_SINCE = 12;

  private Company() {}

  private record Template(
      String realName,
      String displayName,
      String title,
      Team team,
      ZoneId zone,
      WorkPattern habit) {}

  /// This many people, always the same for the same seed.
  public static List<Employee> people(long seed, int count) {
    List<Employee> people = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Template cast = i < TEMPLATES.size() ? TEMPLATES.get(i) : generated(i);
      people.add(
          new Employee(
              id(seed, i),
              handle(cast.realName(), i),
              cast.realName(),
              cast.displayName(),
              cast.title(),
              cast.team(),
              cast.zone(),
              cast.habit()));
    }
    return List.copyOf(people);
  }

  /// The instant at which a person joined, if recently before `now`; no data exists before it.
  public static Optional<Instant> joined(Employee person, Instant now) {
    if (!person.handle().equals(handle(TEMPLATES.get(NEWEST).realName(), NEWEST))) {
      return Optional.empty();
    }
    LocalDate day = LocalDate.ofInstant(now, person.zone()).minusDays(DAYS_SINCE);
    return Optional.of(day.atTime(9, 0).atZone(person.zone()).toInstant());
  }

  /// A person who joins while the workspace is running.
  ///
  /// @param number the number of people before them
  public static Employee newcomer(long seed, int number) {
    return new Employee(
        id(seed, number), "noor.haddad", "Noor Haddad", "", "", DESIGN, BERLIN, RESTLESS);
  }

  /// An id in Slack's form, different for every number below ten million.
  public static String id(long seed, int number) {
    SeededRandom dice = SeededRandom.of(seed, "id", number);
    StringBuilder id = new StringBuilder("U0");
    for (int i = 0; i < 4; i++) {
      id.append(ALPHABET.charAt(dice.between(0, ALPHABET.length() - 1)));
    }
    String tail = Integer.toString(number, 36).toUpperCase(Locale.ROOT);
    return id.append("0".repeat(5 - tail.length())).append(tail).toString();
  }

  private static Template generated(int i) {
    String first = FIRST_NAMES.get(i % FIRST_NAMES.size());
    String last = LAST_NAMES.get(i / FIRST_NAMES.size() % LAST_NAMES.size());
    Team team = TEAMS.get(i % TEAMS.size());
    return new Template(
        first + " " + last,
        first.toLowerCase(Locale.ROOT),
        team.title(),
        team,
        ZONES.get(i / 3 % ZONES.size()),
        WORK_PATTERNS.get(i / 7 % WORK_PATTERNS.size()));
  }

  private static String handle(String realName, int number) {
    if (number >= TEMPLATES.size()) {
      // Names of generated people are plain ASCII letters.
      return realName.toLowerCase(Locale.ROOT).replace(' ', '.') + number;
    }
    String plain = Normalizer.normalize(realName.replace('ø', 'o'), Normalizer.Form.NFD);
    String letters = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", "").strip();
    return letters.replaceAll(" +", ".");
  }
}
