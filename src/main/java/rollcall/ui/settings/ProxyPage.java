package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.radioButton;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;

/// Proxy page: proxy and certificate settings. Thread: FX.
final class ProxyPage extends SettingsPage {
  private final ToggleGroup group = new ToggleGroup();
  private final RadioButton system = choice("system");
  private final RadioButton none = choice("none");
  private final RadioButton environment = choice("environment");
  private final RadioButton manual = choice("manual");
  private final TextField host = field("host", new TextField());
  private final TextField port = shortField("proxy-port");
  private final TextField user = field("user", new TextField());
  private final TextField except = field("except", new TextField());
  private final PasswordField password = field("password", new PasswordField());
  private final Label error = label("settings.proxy.error.host", "error");
  private final VBox details;
  private final CaFilePane caFile;
  private final Label route = wrappedLabel("", "muted");

  /// @param onAction opens the connection check
  ProxyPage(
      PresenceModel model,
      Commands commands,
      HostDesktop desktop,
      Consumer<NoticeAction> onAction) {
    super("settings.proxy", model, commands);
    route.setId("proxy-route");
    details = details();
    details.visibleProperty().bind(manual.selectedProperty());
    details.managedProperty().bind(manual.selectedProperty());
    onSelect(system, () -> use(new Proxy.OperatingSystem(), null));
    onSelect(none, () -> use(new Proxy.None(), null));
    onSelect(environment, () -> use(new Proxy.Environment(), null));
    manual.setOnAction(_ -> host.requestFocus());
    VBox choices = styled(new VBox(system, none, environment, manual, details), "choices");
    caFile = new CaFilePane(model, commands, desktop);
    Button test =
        button(
            "settings.proxy.test",
            "proxy-test",
            () -> onAction.accept(NoticeAction.CHECK_CONNECTION));
    getChildren().addAll(choices, route, test, label("settings.proxy.test.help", "muted"), caFile);
    setShown(error, false);
  }

  @Override
  Subscription follow() {
    return model
        .settings()
        .map(settings -> settings.proxyKnown() ? settings.proxy() : null)
        .subscribe(this::show)
        .and(model.settings().subscribe(_ -> showRoute()))
        .and(caFile.follow());
  }

  private void showRoute() {
    var _ =
        commands
            .proxyRoute()
            .thenAcceptAsync(
                words -> route.setText(Messages.of("settings.proxy.now", words)),
                commands.fxExecutor());
  }

  private VBox details() {
    error.setId("proxy-error");
    GridPane form = form();
    addRow(form, "settings.proxy.host", host);
    addRow(form, "settings.proxy.port", port);
    addRow(form, "settings.proxy.user", user);
    addRow(form, "settings.proxy.password", password);
    except.setPromptText(Messages.of("settings.proxy.except.prompt"));
    addRow(form, "settings.proxy.except", except);
    host.setOnAction(_ -> useManual(true));
    port.setOnAction(_ -> useManual(true));
    user.setOnAction(_ -> useManual(true));
    password.setOnAction(_ -> useManual(true));
    except.setOnAction(_ -> useManual(true));
    VBox box =
        new VBox(
            form,
            label("settings.proxy.password.help", "muted"),
            label("settings.proxy.except.help", "muted"),
            error);
    box.getStyleClass().add("details");
    onLeave(box, () -> useManual(false));
    return box;
  }

  /// @param proxy null while it cannot be read: then none is chosen
  private void show(@Nullable Proxy proxy) {
    switch (proxy) {
      case null -> group.selectToggle(null);
      case Proxy.OperatingSystem() -> system.setSelected(true);
      case Proxy.None() -> none.setSelected(true);
      case Proxy.Environment() -> environment.setSelected(true);
      case Proxy.Manual(String hostName, int portNumber, String userName, var hosts) -> {
        manual.setSelected(true);
        host.setText(hostName);
        port.setText(Integer.toString(portNumber));
        user.setText(userName);
        except.setText(String.join(", ", hosts));
        password.setPromptText(
            userName.isEmpty() ? "" : Messages.of("settings.proxy.password.kept"));
      }
    }
  }

  private void use(Proxy proxy, @Nullable String secret) {
    setShown(error, false);
    Settings now = model.settings().get();
    if (!now.proxy().equals(proxy) || !now.proxyKnown() || secret != null) {
      commands.apply(now.withProxy(proxy), secret);
    }
  }

  /// @param wanted whether the user has pressed Enter: then an empty form is wrong, too, and a
  ///   wrong field is focused
  private void useManual(boolean wanted) {
    String secret = password.getText();
    boolean untouched = host.getText().isBlank() && port.getText().isBlank();
    if (!manual.isSelected() || (untouched && !wanted)) {
      return;
    }
    RawProxy typed =
        new RawProxy(host.getText(), port.getText(), user.getText(), secret, except.getText());
    switch (typed.read()) {
      case FormResult.Valid(Proxy.Manual proxy) -> {
        setShown(error, false);
        password.clear();
        use(proxy, secret.isEmpty() ? null : secret);
      }
      case FormResult.Invalid(RawProxy.Field field, String key) -> {
        error.setText(Messages.of(key));
        setShown(error, true);
        if (wanted) {
          control(field).requestFocus();
          control(field).selectAll();
        }
      }
    }
  }

  private TextField control(RawProxy.Field field) {
    return switch (field) {
      case HOST -> host;
      case PORT -> port;
      case USER -> user;
      case EXCEPT -> except;
    };
  }

  private RadioButton choice(String key) {
    return radioButton(Messages.of("settings.proxy." + key), "proxy-" + key, group);
  }

  private static <T extends TextField> T field(String key, T field) {
    field.setId("proxy-" + key);
    return field;
  }
}
