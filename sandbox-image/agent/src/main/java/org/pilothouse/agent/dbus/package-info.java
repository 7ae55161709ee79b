/**
 * A client of the D-Bus message bus, as small as the accessibility tree needs it: method calls, many under way at once.
 * A general library was measured first: it took three times as long for a tree and 0.3 s to connect.
 */
@NullMarked
package org.pilothouse.agent.dbus;

import org.jspecify.annotations.NullMarked;
