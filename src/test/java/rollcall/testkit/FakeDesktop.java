package rollcall.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.LoginEntry;
import rollcall.ui.model.Tray;

/// Fake desktop: records what is opened and copied; returns predefined paths.
public final class FakeDesktop implements HostDesktop {
  /// Opened and copied items, in order.
  public final List<String> done = new ArrayList<>();

  /// Folder that the folder chooser returns.
  public Optional<Path> folder = Optional.empty();

  /// File that the file chooser returns.
  public Optional<Path> file = Optional.empty();

  @Override
  public void open(URI address) {
    done.add("open " + address);
  }

  @Override
  public Optional<Path> folder(Path begin) {
    return folder;
  }

  @Override
  public Optional<Path> file() {
    return file;
  }

  /// Items of the icon in the tray area.
  public List<Tray.Item> trayItems = List.of();

  /// Whether the desktop has a tray area.
  public boolean hasTray;

  @Override
  public Tray tray() {
    return new Tray() {
      @Override
      public CompletionStage<Boolean> show(String tooltip, List<Item> items) {
        trayItems = hasTray ? items : List.of();
        return CompletableFuture.completedFuture(hasTray);
      }

      @Override
      public void showMessage(String title, String body) {
        done.add("notify " + title + "\n" + body);
      }

      @Override
      public void hide() {
        trayItems = List.of();
      }
    };
  }

  /// Whether the program starts at the login.
  public boolean startsAtLogin;

  @Override
  public LoginEntry loginEntry() {
    return new LoginEntry() {
      @Override
      public boolean isPossible() {
        return true;
      }

      @Override
      public boolean isOn() {
        return startsAtLogin;
      }

      @Override
      public Optional<String> set(boolean on) {
        startsAtLogin = on;
        return Optional.empty();
      }
    };
  }

  @Override
  public void copy(String text) {
    done.add("copy " + text);
  }
}
