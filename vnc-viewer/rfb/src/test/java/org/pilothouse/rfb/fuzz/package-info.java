/** Everything that a server can send, changed at random: in the tests briefly, under {@code make soak} guided by coverage. */
package org.pilothouse.rfb.fuzz;
