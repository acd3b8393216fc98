package rollcall.language;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Failure with a sentence for a person. [#getMessage] is English, and [#getLocalizedMessage] is in
/// the language in use.
@SuppressWarnings("serial") // Never written as bytes.
public class SentenceException extends IOException {
  private final Sentence sentence;

  public SentenceException(String pattern, @Nullable Object... arguments) {
    this(null, Sentence.of(pattern, arguments));
  }

  public SentenceException(@Nullable Throwable cause, Sentence sentence) {
    super(sentence.english(), cause);
    this.sentence = sentence;
  }

  public final Sentence sentence() {
    return sentence;
  }

  @Override
  public String getLocalizedMessage() {
    return sentence.translated();
  }
}
