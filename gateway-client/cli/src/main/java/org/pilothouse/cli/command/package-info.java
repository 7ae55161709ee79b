/** What can be done from the command line: a class for each noun, a method for each verb. */
@NullMarked
package org.pilothouse.cli.command;

import org.jspecify.annotations.NullMarked;
