UPDATE compatibility SET oldest_program = 2;
