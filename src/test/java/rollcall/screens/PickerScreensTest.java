package rollcall.screens;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.RecordingSettingsByPerson;
import rollcall.settings.Settings;
import rollcall.simulator.people.Company;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.picker.PickerView;
import rollcall.ui.text.Messages;
import rollcall.watch.PollScheduler;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Screenshots of the people picker, its groups, and the question about people who leave:
/// `target/screens`.
@Tag("screens")
@ExtendWith(FxExtension.class)
class PickerScreensTest {
  private Stage stage;

  @Start
  void start(Stage first) {
    Fx.screen(1920, 1200);
    stage = first;
  }

  @AfterEach
  void english() {
    Fx.run(() -> {
      Messages.use(Locale.ENGLISH);
      AppTheme.apply(false);
    });
  }

  @TestFactory
  Stream<DynamicTest> everyLanguageThemeAndSize() {
    return Stream.of(Locale.ENGLISH, Locale.GERMAN)
        .flatMap(language ->
            Stream.of(false, true)
                .flatMap(dark ->
                    Stream.of(820, 1000)
                        .map(width ->
                            DynamicTest.dynamicTest(
                                language + (dark ? " dark " : " light ") + width,
                                () -> take(language, dark, width)))));
  }

  private void take(Locale language, boolean dark, int width) {
    String suffix = "-" + language.getLanguage() + (dark ? "-dark-" : "-light-") + width;
    Fx.run(() -> {
      Messages.use(language);
      AppTheme.apply(dark);
    });
    PickerView few = show(model(), width);
    save("picker-24" + suffix);
    Fx.run(few::editGroups);
    save("picker-groups" + suffix);
    Fx.run(() -> Fx.find(few, "groups-back", ButtonBase.class).fire());
    Fx.run(() -> ((ButtonBase) few.lookup("#watching .small-icon")).fire());
    Fx.run(() -> Fx.find(few, "save", ButtonBase.class).fire());
    Fx.run(() -> Fx.find(few, "leaving-erase", ButtonBase.class).fire());
    save("picker-leaving" + suffix);
    PickerView many = show(crowd(), width);
    Fx.run(() -> Fx.find(many, "people-search", TextField.class).setText("mü"));
    save("picker-10000" + suffix);
  }

  private PickerView show(PresenceModel model, int width) {
    return Fx.get(() -> {
      PickerView view = new PickerView(model, new RecordedCommands(), () -> {});
      stage.setScene(new Scene(view, width, width == 820 ? 500 : 660));
      view.follow();
      stage.show();
      return view;
    });
  }

  private static PresenceModel model() {
    List<String> ids = Acme.people().stream().map(person -> person.id().value()).toList();
    return Fx.get(() ->
        PresenceModels.acme(
            Settings.DEFAULT
                .withGroups(
                    new GroupingSettings(
                        GroupBy.MINE,
                        List.of(
                            new PersonGroup("Platform", new TreeSet<>(ids.subList(0, 5))),
                            new PersonGroup("Support", new TreeSet<>(ids.subList(5, 9))))))
                .withPeople(
                    RecordingSettingsByPerson.NONE
                        .withPaused(ids.get(1), true)
                        .withKeepDays(ids.get(2), 30))));
  }

  private static PresenceModel crowd() {
    List<Person> people =
        Company.people(1, 10_000).stream()
            .map(each ->
                new Person(
                    new UserId(each.id()),
                    each.displayName().isEmpty() ? each.realName() : each.displayName(),
                    each.realName(),
                    each.title(),
                    each.zone(),
                    false,
                    false))
            .toList();
    return Fx.get(() -> {
      PresenceModel model =
          PresenceModels.with(
              new UserList(people, 0, UserList.State.COMPLETE),
              people.stream().limit(812).map(one -> one.id().value()).toArray(String[]::new));
      model.setStatus(
          new WatchStatus.Polling(
              812,
              PollScheduler.round(812),
              null,
              new Problem.LiveNotAllowed("not_allowed_token_type")));
      return model;
    });
  }

  private void save(String name) {
    Fx.run(() -> Fx.save(Fx.picture(stage.getScene()), Path.of("target/screens/" + name + ".png")));
  }
}
