import io.maskwise.shell.Maskwise
print(Maskwise.welcome)
