package rollcall.ui.controls;

import javafx.print.JobSettings;
import javafx.print.PageLayout;
import javafx.print.PrinterJob;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Printer of single pages. Thread: FX.
@FunctionalInterface
public interface PagePrinter {
  /// Result of a print request.
  enum Outcome {
    PRINTED,
    CANCELED,
    /// No printer is installed on this computer.
    NO_PRINTER,
    FAILED
  }

  /// Prints a node on one page; may show a dialog.
  Outcome print(Region page);

  /// The printer of this computer, with the system's print dialog.
  static PagePrinter system(@Nullable Window owner) {
    return page -> {
      PrinterJob job = PrinterJob.createPrinterJob();
      if (job == null) {
        return Outcome.NO_PRINTER;
      }
      if (!job.showPrintDialog(owner)) {
        job.cancelJob();
        return Outcome.CANCELED;
      }
      JobSettings settings = job.getJobSettings();
      PageLayout paper = settings.getPageLayout();
      fit(page, paper.getPrintableWidth(), paper.getPrintableHeight());
      return job.printPage(page) && job.endJob() ? Outcome.PRINTED : Outcome.FAILED;
    };
  }

  /// Lays the node out, and scales it down until it fits on paper of this size.
  static void fit(Region page, double width, double height) {
    if (page.getScene() == null) {
      new Scene(page);
    }
    page.applyCss();
    double pageWidth = Math.max(page.prefWidth(-1), page.minWidth(-1));
    double pageHeight = page.prefHeight(pageWidth);
    page.resize(pageWidth, pageHeight);
    page.layout();
    double scale = Math.min(1.25, Math.min(width / pageWidth, height / pageHeight));
    page.getTransforms().setAll(new Scale(scale, scale));
  }
}
