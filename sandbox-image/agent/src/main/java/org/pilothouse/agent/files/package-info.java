/**
 * Files below one folder: what is there, reading, writing, searching. Its doors are {@link
 * org.pilothouse.agent.files.FileTree} and {@link org.pilothouse.agent.files.FileSearch}.
 */
@NullMarked
package org.pilothouse.agent.files;

import org.jspecify.annotations.NullMarked;
