package rollcall.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Builder of the installers of this platform in `target/installer`, from the image
/// `target/rollcall`: `java Installer.java VERSION TIMESTAMP`, from the repository root, with the
/// modules on the class path. Run by the profile "installer".
///
/// Linux: an archive, `.deb` with dpkg-deb, and `.rpm` where rpmbuild is. Windows and macOS, both
/// untried: `.msi` and `.dmg`. All of them contain the application image that jpackage makes.
final class Installer {
  private static final Path OUT = Path.of("target/installer");
  private static final Path WORK = Path.of("target/packaging");
  private static final Path LINUX = Path.of("src/main/packaging/linux");
  private static final Path ICONS = Path.of("assets/icons");
  private static final Path PICTURES = Path.of("src/main/resources/rollcall/ui/icons");

  private static final List<String> FORMS = List.of("json", "xml");

  private final String version;
  private final Instant date;

  private Installer(String version, Instant date) {
    this.version = version;
    this.date = date;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    for (String form : FORMS) {
      Path bom = Path.of("target/bom." + form);
      if (Files.notExists(bom) || Files.size(bom) < 1000) {
        throw new IOException(
            "There is no " + bom + ": Maven makes it only when online, without -o");
      }
    }
    Image.delete(OUT);
    Image.delete(WORK);
    Files.createDirectories(OUT);
    Files.createDirectories(WORK);
    Installer installer = new Installer(args[0], Instant.parse(args[1]));
    if (Image.isLinux()) {
      installer.linux();
    } else {
      installer.withJpackage();
    }
    for (String form : FORMS) {
      Files.copy(
          Path.of("target/bom." + form),
          OUT.resolve("rollcall-" + installer.version + ".cdx." + form));
    }
    writeSums(OUT, OUT.resolve("SHA256SUMS"));
  }

  /// macOS and Windows, untried.
  private void withJpackage() throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> options = new ArrayList<>();
    if (windows) {
      Path console = WORK.resolve("console.properties");
      Files.writeString(console, "win-console=true\nwin-menu=false\nwin-shortcut=false\n");
      Collections.addAll(options, "--type", "msi", "--win-menu", "--win-dir-chooser");
      Collections.addAll(options, "--win-per-user-install", "--win-shortcut-prompt");
      Collections.addAll(options, "--win-upgrade-uuid", "4cb0f2a5-7f0e-4c0b-9d3b-6c3b1f6f2f7d");
      Collections.addAll(options, "--add-launcher", "rollcall-cli=" + console);
    } else {
      Collections.addAll(options, "--type", "dmg", "--mac-package-identifier", "rollcall");
      Collections.addAll(options, "--mac-app-category", "business");
    }
    Collections.addAll(options, "--name", windows ? "rollcall" : "Rollcall");
    Collections.addAll(
        options, "--icon", ICONS.resolve(windows ? "rollcall.ico" : "rollcall.icns").toString());
    jpackage(OUT, options);
  }

  private void jpackage(Path into, List<String> more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    Collections.addAll(command, Image.tool("jpackage"), "--dest", into.toString());
    Collections.addAll(command, "--app-version", version, "--vendor", "The Rollcall authors");
    Collections.addAll(command, "--description", "Shows who is around in Slack, now and over time");
    Collections.addAll(command, "--runtime-image", Image.IMAGE.toString());
    Collections.addAll(command, "--module", "rollcall/rollcall.app.Main");
    // The JVM that jpackage starts has no parent that could keep a signal to itself.
    Collections.addAll(command, "--java-options", "-Drollcall.quit-with-parent=false");
    Collections.addAll(
        command, "--java-options", "-XX:AOTCache=$ROOTDIR/lib/runtime/lib/rollcall.aot");
    command.addAll(more);
    Image.run(command.toArray(String[]::new));
  }

  private void linux() throws IOException, InterruptedException {
    Path app = applicationImage();
    archive(app);
    Path root = staged(app);
    deb(root);
    if (Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "rpmbuild")))) {
      rpm(root);
    }
  }

  /// Returns jpackage's application image, with a launcher that chooses UTF-8 first.
  private Path applicationImage() throws IOException, InterruptedException {
    jpackage(
        WORK,
        List.of(
            "--type", "app-image",
            "--name", "rollcall",
            "--icon", PICTURES.resolve("rollcall-256.png").toString()));
    Path app = WORK.resolve("rollcall");
    // A launcher looks for its files from the folder above its own: "lib" works as well as "bin".
    Files.move(app.resolve("bin/rollcall"), app.resolve("lib/rollcall"));
    install(LINUX.resolve("launcher"), app.resolve("bin/rollcall"), "rwxr-xr-x");
    Image.delete(app.resolve("lib/runtime/bin"));
    Path config = app.resolve("lib/app/rollcall.cfg");
    String options =
        Files.readString(config)
            .replace(
                "$ROOTDIR/lib/runtime/lib/rollcall.aot", "$APPDIR/../runtime/lib/rollcall.aot");
    Files.writeString(config, options);
    writeSums(app, app.resolve("lib/contents.sha256"));
    setPermissions(app);
    return app;
  }

  /// Sets the same permissions, whatever the umask of the build is.
  private static void setPermissions(Path folder) throws IOException {
    for (Path one : Image.all(folder, Comparator.naturalOrder())) {
      if (!Files.isSymbolicLink(one)) {
        boolean executable = Files.isDirectory(one) || Files.isExecutable(one);
        Files.setPosixFilePermissions(
            one, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  private void archive(Path app) throws IOException, InterruptedException {
    String name = "rollcall-" + version + "-linux-" + processor("x64", "aarch64");
    ProcessBuilder tar =
        new ProcessBuilder(
            "tar",
            "--sort=name",
            "--format=gnu",
            "--mtime=@" + date.getEpochSecond(),
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "--transform=s,^rollcall," + name + ",",
            "--use-compress-program=gzip -n -9",
            "-cf",
            OUT.resolve(name + ".tar.gz").toAbsolutePath().toString(),
            "rollcall");
    Image.run(tar.directory(app.getParent().toFile()));
  }

  /// Returns the root directory of a package: the application in `/usr/lib`, and what a desktop
  /// looks for in `/usr/share`. No script runs when a package is installed or removed.
  private Path staged(Path app) throws IOException, InterruptedException {
    Path root = WORK.resolve("root");
    Files.createDirectories(root.resolve("usr/lib"));
    Files.move(app, root.resolve("usr/lib/rollcall"));
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(
        root.resolve("usr/bin/rollcall"), Path.of("../lib/rollcall/bin/rollcall"));
    Path share = root.resolve("usr/share");
    add(LINUX.resolve("rollcall.desktop"), share.resolve("applications/rollcall.desktop"));
    write(filled("rollcall.metainfo.xml", root), share.resolve("metainfo/rollcall.metainfo.xml"));
    add(
        LINUX.resolve("rollcall-record.service"),
        root.resolve("usr/lib/systemd/user/rollcall-record.service"));
    for (int size : List.of(16, 24, 32, 48, 64, 128, 256, 512)) {
      add(
          PICTURES.resolve("rollcall-" + size + ".png"),
          share.resolve("icons/hicolor/" + size + "x" + size + "/apps/rollcall.png"));
    }
    add(ICONS.resolve("rollcall.svg"), share.resolve("icons/hicolor/scalable/apps/rollcall.svg"));
    add(LINUX.resolve("copyright"), share.resolve("doc/rollcall/copyright"));
    Path manual = share.resolve("man/man1/rollcall.1");
    write(ManualPage.of(version, date.atOffset(ZoneOffset.UTC).toLocalDate()), manual);
    Image.run("gzip", "-n", "-9", manual.toString());
    setPermissions(root);
    return root;
  }

  private void deb(Path root) throws IOException, InterruptedException {
    write(filled("control", root), root.resolve("DEBIAN/control"));
    write(md5(root), root.resolve("DEBIAN/md5sums"));
    setPermissions(root.resolve("DEBIAN"));
    String name = "rollcall_" + version + "_" + processor("amd64", "arm64") + ".deb";
    Image.run(
        dated(
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            "-z9",
            "-Sextreme",
            // More threads divide the package, and its bytes would depend on the computer.
            "--threads-max=1",
            "--build",
            root,
            OUT.resolve(name)));
    Image.limit(name, Files.size(OUT.resolve(name)), 60_000_000);
    Image.delete(root.resolve("DEBIAN"));
  }

  private void rpm(Path root) throws IOException, InterruptedException {
    Path spec = WORK.resolve("rollcall.spec");
    write(filled("rollcall.spec", root), spec);
    Path top = WORK.resolve("rpm").toAbsolutePath();
    Image.run(
        dated(
            "rpmbuild",
            "-bb",
            "--quiet",
            "--define",
            "_topdir " + top,
            "--define",
            "staged " + root.toAbsolutePath(),
            spec));
    for (Path one : Image.all(top.resolve("RPMS"), Comparator.naturalOrder())) {
      if (one.toString().endsWith(".rpm")) {
        Files.move(one, OUT.resolve(one.getFileName()));
      }
    }
  }

  /// Returns a command that writes no time later than the timestamp of the build.
  private ProcessBuilder dated(Object... command) {
    ProcessBuilder builder = new ProcessBuilder(Stream.of(command).map(Object::toString).toList());
    builder.environment().put("SOURCE_DATE_EPOCH", Long.toString(date.getEpochSecond()));
    return builder;
  }

  private String filled(String template, Path root) throws IOException {
    long bytes = 0;
    for (Path one : files(root)) {
      bytes += Files.size(one);
    }
    return Files.readString(LINUX.resolve(template))
        .replace("@VERSION@", version)
        .replace("@ARCH@", processor("amd64", "arm64"))
        .replace("@SIZE@", Long.toString(bytes / 1024))
        .replace("@DATE@", date.atOffset(ZoneOffset.UTC).toLocalDate().toString());
  }

  private static String processor(String intel, String arm) {
    return System.getProperty("os.arch").equals("aarch64") ? arm : intel;
  }

  private static void add(Path file, Path as) throws IOException {
    install(file, as, "rw-r--r--");
  }

  private static void install(Path file, Path as, String permissions) throws IOException {
    Files.createDirectories(as.getParent());
    Files.copy(file, as, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(as, PosixFilePermissions.fromString(permissions));
  }

  private static void write(String text, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// Returns the regular files below a directory, sorted.
  private static List<Path> files(Path folder) throws IOException {
    return Image.all(folder, Comparator.naturalOrder()).stream()
        .filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private static String md5(Path root) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files(root)) {
      if (!file.startsWith(root.resolve("DEBIAN"))) {
        lines.append(sum("MD5", root, file));
      }
    }
    return lines.toString();
  }

  private static void writeSums(Path folder, Path into) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files(folder)) {
      lines.append(sum("SHA-256", folder, file));
    }
    Files.writeString(into, lines);
  }

  private static String sum(String algorithm, Path folder, Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
      String name = folder.relativize(file).toString().replace('\\', '/');
      return HexFormat.of().formatHex(digest) + "  " + name + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
