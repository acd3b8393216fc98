package rollcall.ui.picker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.simulator.people.Company;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.Dialog;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;

/// Time until the people picker with 10,000 people is on the screen, and until a key in its search
/// field is: from the event to the painted window, with the user list in memory. The budgets are
/// 200 and 50 ms of the processor.
@Tag("bench")
@ExtendWith(FxExtension.class)
class PickerBenchTest {
  private static final int PEOPLE = 10_000;
  private static final String TYPED = "olga müll engineering";

  private Stage stage;
  private PresenceModel model;

  @Start
  void start(Stage first) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    stage = first;
    stage.setScene(new Scene(new VBox(), 1280, 800));
    stage.show();
    List<Employee> company = Company.people(1, PEOPLE);
    UserList list =
        new UserList(
            company.stream().map(PickerBenchTest::person).toList(),
            0,
            UserList.State.COMPLETE,
            null,
            company.stream()
                .collect(Collectors.toMap(each -> new UserId(each.id()), Employee::handle)),
            Map.of());
    model =
        PresenceModels.with(
            list, company.stream().limit(500).map(Employee::id).toArray(String[]::new));
  }

  @Test
  void openingAndTypingAmongTenThousandPeople() {
    assertTrue(
        print("opening the picker", measure(25, () -> Fx.get(this::open))) < 200, "above 200 ms");
    Dialog dialog = Fx.get(() -> new Dialog(stage, "People", 860, 560));
    PickerView view =
        Fx.get(() -> {
          PickerView picker = new PickerView(model, new RecordedCommands(), dialog::close);
          dialog.show(picker, PickerView::follow);
          return picker;
        });
    TextField search = Fx.get(() -> Fx.find(view, "people-search", TextField.class));
    int[] key = {0};
    assertTrue(
        print(
                "one key",
                measure(6 * TYPED.length(), () -> Fx.get(() -> type(view, search, key[0]++))))
            < 50,
        "above 50 ms");
    Fx.run(dialog::close);
  }

  private Times open() {
    Times start = Times.now();
    Dialog dialog = new Dialog(stage, "People", 860, 560);
    PickerView view = new PickerView(model, new RecordedCommands(), dialog::close);
    dialog.show(view, PickerView::follow);
    paint(view);
    Times taken = start.untilNow();
    dialog.close();
    return taken;
  }

  private static Times type(PickerView view, TextField search, int number) {
    int place = number % TYPED.length();
    Times start = Times.now();
    if (place == 0) {
      search.clear();
    }
    search.appendText(TYPED.substring(place, place + 1));
    paint(view);
    return start.untilNow();
  }

  private static void paint(PickerView view) {
    view.applyCss();
    view.layout();
    view.snapshot(null, null);
  }

  /// The first fifth is left out, because the code is not compiled then.
  private static List<Times> measure(int times, Supplier<Times> action) {
    return Stream.generate(action).limit(times).skip(times / 5).toList();
  }

  /// Prints both times, and returns the median of the processor time in milliseconds, which other
  /// programs on the computer change little.
  private static double print(String what, List<Times> all) {
    long[] wall = all.stream().mapToLong(Times::wall).sorted().toArray();
    long[] processor = all.stream().mapToLong(Times::processor).sorted().toArray();
    System.out.printf(
        "%s among %,d people: p50 %.1f ms, p95 %.1f ms, max %.1f ms; processor p50 %.1f ms, p95"
            + " %.1f ms%n",
        what,
        PEOPLE,
        wall[wall.length / 2] / 1e6,
        wall[wall.length * 95 / 100] / 1e6,
        wall[wall.length - 1] / 1e6,
        processor[processor.length / 2] / 1e6,
        processor[processor.length * 95 / 100] / 1e6);
    return processor[processor.length / 2] / 1e6;
  }

  /// Times of the FX thread in nanoseconds: on the clock, and on the processor.
  private record Times(long wall, long processor) {
    static Times now() {
      return new Times(
          System.nanoTime(), ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    Times untilNow() {
      Times end = now();
      return new Times(end.wall - wall, end.processor - processor);
    }
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
