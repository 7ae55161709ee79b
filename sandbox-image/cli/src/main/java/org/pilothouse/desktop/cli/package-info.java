/** The command line {@code pilothouse-desktop}. */
@NullMarked
package org.pilothouse.desktop.cli;

import org.jspecify.annotations.NullMarked;
