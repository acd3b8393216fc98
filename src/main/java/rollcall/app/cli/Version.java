package rollcall.app.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// Which Rollcall this is, from the version its module was compiled with.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Rollcall " + number(), "Java " + Runtime.version()};
  }

  /// Operating system and Java, such as `Linux 6.1 (amd64), Java 25.0.1`.
  public static String system() {
    return "%s %s (%s), Java %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.version().feature()
                + "."
                + Runtime.version().interim()
                + "."
                + Runtime.version().update());
  }

  /// Such as `0.1.0`.
  public static String number() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("(unknown version)");
  }
}
