package rollcall.ui.presence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Vertical layout of the rows: all of one height, except headings without a lane. Pure.
final class RowOffsets {
  private final int count;
  private final double rowHeight;
  private final double headingHeight;
  // The indices of the lower rows, ascending.
  private final int[] headings;

  private RowOffsets(int count, double rowHeight, double headingHeight, int[] headings) {
    this.count = count;
    this.rowHeight = rowHeight;
    this.headingHeight = headingHeight;
    this.headings = headings;
  }

  /// The layout of these rows. Beside the names the lane costs no height; under them an expanded
  /// group, which has no lane, is only as high as a lane.
  static RowOffsets of(List<RowItem> items, RowColumns columns, double laneHeight) {
    int[] headings =
        columns.stacked()
            ? IntStream.range(0, items.size())
                .filter(i -> items.get(i) instanceof RowItem.Group group && !group.collapsed())
                .toArray()
            : new int[0];
    return new RowOffsets(items.size(), columns.rowHeight(laneHeight), laneHeight, headings);
  }

  /// The upper edge of a row, or of the space below the last one.
  double top(int index) {
    int found = Arrays.binarySearch(headings, index);
    int before = found >= 0 ? found : -found - 1;
    return (index - before) * rowHeight + before * headingHeight;
  }

  double height(int index) {
    return Arrays.binarySearch(headings, index) >= 0 ? headingHeight : rowHeight;
  }

  /// The height of all rows.
  double total() {
    return top(count);
  }

  /// The row at this position; the number of rows or more below the last one.
  int indexAt(double y) {
    // A row is at most as high as others, so that the row cannot be an earlier one.
    int low = Math.max(0, (int) Math.floor(y / rowHeight));
    int high = count;
    if (top(Math.min(low + 1, count)) > y) {
      return low;
    }
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (top(middle) <= y) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
