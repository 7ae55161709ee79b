/**
 * Shells that stay: sessions that carry out one command after the other and keep their folder and variables, and
 * terminals. Both are processes of package {@code exec} under names of their users', so they too outlive the agent.
 */
@NullMarked
package org.pilothouse.agent.shell;

import org.jspecify.annotations.NullMarked;
