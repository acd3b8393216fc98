package rollcall.ui.picker;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.simulator.people.Company;
import rollcall.simulator.people.Employee;
import rollcall.ui.PresenceModels;
import rollcall.ui.model.UserList;

/// Time that one key in the search field of the people picker takes, with 10,000 people. The budget
/// is 50 ms.
@Tag("bench")
class PickerBenchTest {
  @Test
  void searchAmongTenThousandPeople() {
    List<Employee> company = Company.people(1, 10_000);
    UserList list =
        new UserList(
            company.stream().map(PickerBenchTest::person).toList(),
            0,
            UserList.State.COMPLETE,
            null,
            company.stream()
                .collect(Collectors.toMap(each -> new UserId(each.id()), Employee::handle)));
    PickerModel picker = new PickerModel(PresenceModels.with(list));
    picker.follow();
    String text = "olga müll engineering";
    long[] keys =
        IntStream.range(0, 20 * text.length())
            .mapToLong(i -> {
              String query = text.substring(0, i % text.length() + 1);
              long start = System.nanoTime();
              picker.query().set(query);
              return System.nanoTime() - start;
            })
            .skip(10L * text.length())
            .sorted()
            .toArray();
    System.out.printf(
        "one key among 10,000 people: median %.2f ms, slowest %.2f ms%n",
        keys[keys.length / 2] / 1e6, Arrays.stream(keys).max().orElseThrow() / 1e6);
  }

  private static Person person(Employee employee) {
    return new Person(
        new UserId(employee.id()),
        employee.displayName().isEmpty() ? employee.realName() : employee.displayName(),
        employee.realName(),
        employee.title(),
        employee.zone(),
        false,
        false);
  }
}
