package rollcall.slack.tls;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// File of certificates that cannot be used. Its message is a sentence that names the file; a
/// program that translates it has the parts.
@SuppressWarnings("serial") // Never written as bytes.
public final class CertificateFileException extends IOException {
  private final String pattern;
  private final List<Object> arguments;

  @SuppressWarnings("AnnotateFormatMethod") // Without Error Prone's annotations at run time.
  CertificateFileException(@Nullable Throwable cause, String pattern, Object... arguments) {
    super(pattern.formatted(arguments), cause);
    this.pattern = pattern;
    this.arguments = List.of(arguments);
  }

  /// The sentence with `%s` in place of each argument.
  public String pattern() {
    return pattern;
  }

  /// The file, and perhaps a day.
  public List<Object> arguments() {
    return arguments;
  }
}
