package rollcall.files;

import java.io.IOException;

/// Functional interfaces as those of Java, for code that may throw an [IOException].
public interface IoFunctions {
  interface Action {
    void run() throws IOException;
  }

  interface Supplier<T> {
    T get() throws IOException;
  }

  interface Consumer<A> {
    void accept(A argument) throws IOException;
  }

  interface Function<A, T> {
    T apply(A argument) throws IOException;
  }
}
