/// Timecards screen: totals of each person and day, and the proof of each number.
package rollcall.ui.timecards;
