/**
 * A client of the D-Bus message bus, as small as the accessibility tree needs it: method calls, many under way at once,
 * each bounded in time and size whatever the other side sends.
 */
@NullMarked
package org.pilothouse.agent.dbus;

import org.jspecify.annotations.NullMarked;
