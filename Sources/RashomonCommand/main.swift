print("rashomon")
