/// User settings as one record, saved atomically; secrets go to the operating system's keychain.
package rollcall.settings;
