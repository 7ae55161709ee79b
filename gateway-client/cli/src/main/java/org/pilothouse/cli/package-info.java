/** The command line {@code pilothouse}: {@link org.pilothouse.cli.Main} is its door, {@code command} has a class for each noun. */
@NullMarked
package org.pilothouse.cli;

import org.jspecify.annotations.NullMarked;
