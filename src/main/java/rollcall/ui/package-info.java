/// User interface: models, texts, controls, and one package per screen.
package rollcall.ui;
