/// The screen: the gate to the FX lane, the observable presence model, the main window.
package rollcall.ui;
